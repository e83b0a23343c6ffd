import type { Knex } from 'knex';
import type { Logger } from '../logger.ts';
import { releaseHeld } from '../models/reminder/release.ts';

/**
 * Marks the servers that the bot was removed from, which starts their thirty days, and takes the mark off those it is
 * back in. Without gateway intents nobody tells; so the list is asked for.
 * @param list the servers that the bot is in; when it cannot be had, nothing is marked
 */
export async function reconcileGuilds(knex: Knex, list: () => Promise<string[]>, log: Logger): Promise<void> {
  const present = await list();
  const { rows } = await knex.raw<{ rows: { id: string; left: boolean }[] }>(
    `update guilds set left_at = case when id = any(:present) then null else now() end
     where (left_at is null) <> (id = any(:present))
     returning id, left_at is not null as left`,
    { present },
  );
  if (rows.length > 0) await releaseHeld(knex);
  for (const { id, left } of rows)
    log.info({ guildId: id }, left ? 'bot removed from a server' : 'bot is in a server again');
  log.debug({ present: present.length, changed: rows.length }, 'servers reconciled');
}
