import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Knex } from 'knex';
import { createDatabase } from '../../src/database/knex.ts';
import { createLogger } from '../../src/logger.ts';
import { followReminders } from '../../src/models/reminder/follow.ts';
import { useOstinato } from '../support/ostinato.ts';
import { newTodo } from '../support/reminders.ts';
import { useScratchServer } from '../support/scratch-server.ts';
import { until } from '../support/until.ts';

/** More than a second's worth, so that some are claimed whenever it happens. */
const REMINDERS = 90;
/** Milliseconds: whoever takes a job over waits until its process has been silent for long enough. */
const TAKEN_OVER_MS = 200_000;

const server = useScratchServer();
const ostinato = useOstinato(() => ({ DATABASE_URL: server.url }));

let knex: Knex;
beforeAll(() => {
  knex = createDatabase({
    url: server.url,
    poolMax: 1,
    applicationName: 'reminders of the tests',
    namedStatements: false,
    slowQueryMs: Number.POSITIVE_INFINITY,
    log: createLogger('silent'),
    patient: true,
  });
});
afterAll(() => knex.destroy());

async function countOf(state: string): Promise<number> {
  const [row] = await knex('reminders').where({ state }).count<{ count: string }[]>();
  return Number(row?.count ?? 0);
}

test(
  'the database server is killed while reminders are claimed, twice: each arrives once',
  async () => {
    const people = ['alice', 'bob', 'chloe'].map((key) => ostinato.discord.member(key, { dm: true }));
    // What was due before it was written down would remind nobody.
    const dueAt = new Date(Date.now() + 3_000);
    const ids: string[] = [];
    for (let n = 0; n < REMINDERS; n += 1) {
      const createdBy = people[n % people.length]?.user.id ?? '';
      ids.push((await newTodo(knex, { dueAt, createdBy, text: `Reminder ${n}.` })).id);
    }
    // As of then, however long a busy machine took to write them down.
    await knex.transaction((trx) => followReminders(trx, ids, new Date(dueAt.getTime() - 1)));
    for (const least of [5, 30]) {
      await until(`${least} are sent`, async () => (await countOf('sent')) >= least, TAKEN_OVER_MS);
      await server.kill();
      await server.start();
    }
    await until('all are sent', async () => (await countOf('sent')) === REMINDERS, TAKEN_OVER_MS);
    const texts = (await Promise.all(people.map((person) => person.messages())))
      .flat()
      .map(({ content }) => content);
    const times = ids.map((_, n) => texts.filter((text) => text.includes(`**Reminder ${n}.**`)).length);
    expect(times).toEqual(ids.map(() => 1));
  },
  3 * TAKEN_OVER_MS,
);
