import { v5 as uuidFrom } from 'uuid';
import { personalExport } from '../file-writing/personal-export.ts';
import { inParts, type Part } from '../file-writing/parts.ts';
import { closestLocale, SOURCE_LOCALE } from '../locales/locales.ts';
import type { Translations } from '../locales/translate.ts';
import type { Logger } from '../logger.ts';
import { preferencesOf } from '../models/person/preferences.ts';
import { exportPerson } from '../models/personal/export.ts';
import { previewErasure } from '../models/personal/preview.ts';
import { QUEUES } from '../queues/queues.ts';
import { eachJob, type Work } from '../queues/work.ts';

/** Of a file that a bot sends by direct message, in bytes. Source: Discord documentation, "Uploading Files". */
const FILE_MAX_BYTES = 10 * 1024 * 1024;

/**
 * Sends a part of an export by direct message; `id` is a UUID, by which one that is sent twice in minutes arrives once.
 * Resolves to why Discord will not have it, now or later; throws what may go better later.
 */
export type SendPart = (message: Part & { id: string; userId: string }) => Promise<{ refused?: string }>;

/** Makes what was too large to be made at once, and sends it: in the language and zone that the person has then. */
export function exportsWork(options: {
  translations: Translations;
  send: SendPart;
  now: () => Date;
  log: Logger;
}): Work<{ exportId: string; userId: string }> {
  const { translations, send, now, log } = options;

  async function run({ exportId, userId }: { exportId: string; userId: string }): Promise<'done' | 'idle'> {
    // They may be erased by now: then there is nobody to tell.
    if ((await previewErasure(userId)).erased.length === 0) return 'idle';
    const { locale: chosen, discordLocale, timeZone } = await preferencesOf(userId);
    const locale = closestLocale(chosen ?? discordLocale ?? SOURCE_LOCALE);
    const t = translations.for(locale);
    const archives = personalExport(exportPerson(userId), {
      t,
      locale,
      timeZone: timeZone ?? 'UTC',
      now: now(),
      maxBytes: FILE_MAX_BYTES,
    });
    let part = 0;
    for await (const message of inParts(archives, t)) {
      part += 1;
      const { refused } = await send({ ...message, id: uuidFrom(String(part), exportId), userId });
      if (refused === undefined) continue;
      log.info({ exportId, part, reason: refused }, 'export undeliverable');
      return 'idle';
    }
    return 'done';
  }

  return eachJob(QUEUES.exports, { batchSize: 1, log, run });
}
