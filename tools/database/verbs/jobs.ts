import type { Knex } from 'knex';
import { OUTBOXES } from '../../../src/models/outboxes.ts';
import { deadJob, deadJobs, retryAllDead, retryDead } from '../../../src/queues/dead.ts';
import { queueOverview } from '../../../src/queues/overview.ts';
import { QUEUES } from '../../../src/queues/queues.ts';
import { withDatabase } from './connection.ts';
import { type Context, VerbError } from './context.ts';

/** Dead jobs that are listed at once. */
const LISTED = 50;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `db:jobs`: the queues and the jobs that failed for good; `db:jobs retry QUEUE|ID` gives those of a queue, or one, another try. */
export async function jobs(context: Context): Promise<void> {
  const [act, what] = context.args;
  if (act === undefined) return withDatabase(context, (knex) => list(context, knex));
  if (act !== 'retry' || what === undefined)
    throw new VerbError('Use `./dev-env.sh db:jobs` to list, or `./dev-env.sh db:jobs retry QUEUE|ID`.');
  await withDatabase(context, (knex) => retry(context, knex, what));
}

async function list({ say }: Context, knex: Knex): Promise<void> {
  for (const { queue, due, lagSeconds, waiting, active, retrying, dead } of await queueOverview(knex))
    say(
      `${queue.padEnd(18)} ${due} due (${Math.round(lagSeconds)} s late), ${waiting} scheduled, ${active} running, ${retrying} retrying, ${dead} failed`,
    );
  for (const { id, queue, reason, attempts, at } of await deadJobs(knex, LISTED))
    say(`${id} ${queue}, ${at.toISOString()}, ${attempts} attempts: ${reason}`);
}

async function retry({ say }: Context, knex: Knex, what: string): Promise<void> {
  if (UUID.test(what)) {
    const job = await deadJob(knex, what);
    if (!job || !(await retryDead(knex, OUTBOXES, job)))
      throw new VerbError(`No failed job has the id ${what}.`);
    say(`The job of ${job.queue} will run again in a moment.`);
    return;
  }
  const names = Object.values(QUEUES).map(({ name }) => name);
  if (!names.includes(what))
    throw new VerbError(`There is no queue "${what}"; use one of: ${names.join(', ')}.`);
  let all = 0;
  for (;;) {
    const { retried, left } = await retryAllDead(knex, OUTBOXES, [what]);
    all += retried;
    if (retried === 0 || left === 0) break;
  }
  say(all === 0 ? `No job of ${what} has failed for good.` : `${all} of ${what} will run again in a moment.`);
}
