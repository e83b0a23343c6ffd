import { ButtonStyle, TimestampStyles, time } from 'discord.js';
import { z } from 'zod';
import { button } from '../src/discord/declare/buttons.ts';
import { component } from '../src/discord/declare/command.ts';
import type { Context } from '../src/discord/declare/context.ts';
import { select } from '../src/discord/declare/select.ts';
import { about, card, say, type Reply } from '../src/discord/declare/reply.ts';
import { CALLER } from '../src/domain/ownership/audience.ts';
import { Forbidden, NotFound } from '../src/errors.ts';
import type { DeadJob } from '../src/queues/dead.ts';

/** Jobs of one menu: Discord's most. */
const LISTED = 25;

/** Opens the list of what was given up, from `/about`. */
export const failedJobs = component('about.failed', z.object({}), (context) => list(context));

/** The list: the owner chooses one of them. */
const whichJob = select(
  'about.job',
  z.object({}),
  z.array(z.uuid().meta({ choice: true })).max(1),
  ({ chosen: [id = ''], ...context }) => one(context, id),
);

const retry = component('about.retry', z.object({ id: z.uuid() }), async ({ state, ...context }) => {
  const { jobs } = forOwner(context);
  const job = await jobs.find(state.id);
  if (!job || !(await jobs.retry(job))) throw new NotFound('about.jobGone');
  return list(context, context.t('about.jobRetried', { queue: job.queue }));
});

const retryAll = component(
  'about.retryall',
  z.object({ queue: z.string() }),
  async ({ state, ...context }) => {
    const { retried, left } = await forOwner(context).jobs.retryAll(state.queue);
    if (retried === 0) throw new NotFound('about.jobGone');
    const { t } = context;
    const sentence = t('about.jobsRetried', { queue: state.queue, count: retried });
    return list(context, left > 0 ? `${sentence} ${t('about.jobsLeft', { count: left })}` : sentence);
  },
);

/** Asks first: there is no undo. */
const drop = component('about.drop', z.object({ id: z.uuid() }), async ({ state, ...context }) => {
  const { t } = context;
  if (!(await forOwner(context).jobs.find(state.id))) throw new NotFound('about.jobGone');
  const sure = { label: t('about.drop'), style: ButtonStyle.Danger } as const;
  const buttons = [
    button(context, dropForGood, state, sure),
    button(context, failedJobs, {}, { label: t('about.back') }),
  ];
  return about(CALLER, { ...say(t('about.dropSure'), ...buttons), embeds: [] });
});

const dropForGood = component('about.dropsure', z.object({ id: z.uuid() }), async ({ state, ...context }) => {
  if (!(await forOwner(context).jobs.drop(state.id))) throw new NotFound('about.jobGone');
  return list(context, context.t('about.jobDropped'));
});

export const failedJobsComponents = [failedJobs, whichJob, retry, retryAll, drop, dropForGood];

/** Anybody can forge a press. @throws Forbidden */
function forOwner({ owner, caller }: Pick<Context, 'owner' | 'caller'>) {
  if (!owner.isOwner(caller.userId)) throw new Forbidden('about.ownerOnly');
  return owner;
}

/** @param said what was done just now */
async function list(context: Context, said = ''): Promise<Reply> {
  const { t } = context;
  const dead = await forOwner(context).jobs.dead(LISTED);
  const choices = dead.map(({ id, queue, reason }) => ({
    value: id,
    label: queue,
    description: reason || t('about.noReason'),
  }));
  const menu = whichJob.menu(context, {}, { placeholder: t('about.chooseJob'), choices });
  const shown = dead.length > 0 ? say(t('about.failedJobs'), menu) : say(t('about.noneFailed'));
  return about(CALLER, { ...shown, content: [said, shown.content].filter(Boolean).join('\n'), embeds: [] });
}

async function one(context: Context, id: string): Promise<Reply> {
  const { t } = context;
  const job = await forOwner(context).jobs.find(id);
  if (!job) throw new NotFound('about.jobGone');
  const buttons = [
    button(context, retry, { id }, { label: t('about.retry'), style: ButtonStyle.Primary }),
    button(context, retryAll, { queue: job.queue }, { label: t('about.retryAll', { queue: job.queue }) }),
    button(context, drop, { id }, { label: t('about.drop'), style: ButtonStyle.Danger }),
    button(context, failedJobs, {}, { label: t('about.back') }),
  ];
  return about(CALLER, { content: '', ...card({ description: failedLine(job, t) }, buttons) });
}

/** What was given up, in a sentence. */
export const failedLine = ({ queue, reason, attempts, at }: DeadJob, t: Context['t']) =>
  t('about.dead', { queue, reason, count: attempts, when: time(at, TimestampStyles.RelativeTime) });
