import { TimestampStyles, time, type APIEmbedField } from 'discord.js';
import { z } from 'zod';
import { button } from '../src/discord/declare/buttons.ts';
import { subcommand, type Command } from '../src/discord/declare/command.ts';
import type { Instance, Owner } from '../src/discord/declare/context.ts';
import { CALLER } from '../src/domain/ownership/audience.ts';
import { about, card } from '../src/discord/declare/reply.ts';
import { StorageUnavailable } from '../src/errors.ts';
import type { Translate } from '../src/locales/translate.ts';
import { EVERYWHERE } from './everywhere.ts';
import { failedJobs, failedJobsComponents, failedLine } from './failed-jobs.ts';

/** Jobs that are shown at once. */
const SHOWN = 5;

/** `/about`: what the bot is, how it is just now, and where privacy policy and source are. Answers without storage. */
export const aboutCommand = {
  name: 'about',
  ...EVERYWHERE,
  components: failedJobsComponents,
  run: subcommand({
    input: z.object({}),
    async execute({ instance, owner, caller, t }) {
      const gateway = instance.gatewayLatency();
      const owned = owner.isOwner(caller.userId) ? await jobs(owner, t) : undefined;
      const shown = {
        title: t('about.title'),
        description: t('about.what'),
        fields: [
          { name: t('about.version'), value: instance.version, inline: true },
          {
            name: t('about.uptime'),
            value: time(instance.startedAt, TimestampStyles.RelativeTime),
            inline: true,
          },
          {
            name: t('about.gateway'),
            value: gateway === null ? t('about.measuring') : t('about.milliseconds', { ms: gateway }),
            inline: true,
          },
          { name: t('about.storage'), value: await storageState(instance, t), inline: true },
          { name: t('about.privacy'), value: t('about.privacyText', { url: instance.privacyUrl }) },
          { name: t('about.source'), value: t('about.sourceText', { url: instance.sourceUrl }) },
          ...(owned ? [owned.field] : []),
        ],
      };
      const failed =
        owned?.anyFailed && button({ caller }, failedJobs, {}, { label: t('about.failedButton') });
      return about(CALLER, card(shown, failed ? [failed] : []));
    },
  }),
} satisfies Command;

async function storageState(instance: Instance, t: Translate): Promise<string> {
  try {
    return t('about.storageUp', { ms: await instance.storageLatency() });
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
    return t('about.storageDown');
  }
}

/** For whoever runs the bot: how far behind the queues are, and what was given up last. */
async function jobs(owner: Owner, t: Translate): Promise<{ field: APIEmbedField; anyFailed: boolean }> {
  const name = t('about.jobs');
  try {
    const [queues, dead] = await Promise.all([owner.jobs.queues(), owner.jobs.dead(SHOWN)]);
    const lines = [
      ...queues.map((queue) => t('about.queue', { ...queue, lag: Math.round(queue.lagSeconds) })),
      ...dead.map((job) => failedLine(job, t)),
    ];
    return { field: { name, value: lines.join('\n') }, anyFailed: dead.length > 0 };
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
    return { field: { name, value: t('about.storageDown') }, anyFailed: false };
  }
}
