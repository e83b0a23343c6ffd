import type { Knex } from 'knex';
import type { Logger } from '../logger.ts';

/** How many members one run asks after: the others wait for the next, the longest unasked first. */
const BATCH = 200;

/**
 * Marks the members who left a server while they had something to do there, so that others can take it over, and takes
 * the mark off those who are back. Without gateway intents nobody tells; so each is asked after.
 * @param isMember whether somebody is a member of a server; when Discord does not say, nothing is marked
 */
export async function reconcileMembers(
  knex: Knex,
  isMember: (guildId: string, userId: string) => Promise<boolean>,
  log: Logger,
): Promise<void> {
  const { rows } = await knex.raw<{ rows: { guild_id: string; user_id: string }[] }>(
    `select m.guild_id, m.user_id from guild_members m join guilds g on g.id = m.guild_id
     where g.left_at is null and (m.guild_id, m.user_id) in (
       select l.guild_id, t.assignee_id from todos t join todo_lists l on l.id = t.list_id
       where t.assignee_id is not null and t.done_at is null and t.deleted_at is null and l.deleted_at is null)
     order by m.checked_at nulls first, m.guild_id, m.user_id limit ${BATCH}`,
  );
  let changed = 0;
  for (const { guild_id: guildId, user_id: userId } of rows) {
    try {
      const present = await isMember(guildId, userId);
      const { rowCount } = await knex.raw<{ rowCount: number }>(
        `with asked as (
           select guild_id, user_id, left_at from guild_members where guild_id = :guildId and user_id = :userId for update),
         marked as (
           update guild_members m
           set checked_at = now(), left_at = case when :present then null else coalesce(m.left_at, now()) end
           from asked where m.guild_id = asked.guild_id and m.user_id = asked.user_id)
         select from asked where (left_at is null) <> :present`,
        { guildId, userId, present },
      );
      changed += rowCount;
    } catch (err) {
      log.warn({ guildId, userId, err }, 'Discord does not say whether somebody is a member');
    }
  }
  log.debug({ asked: rows.length, changed }, 'members compared');
}
