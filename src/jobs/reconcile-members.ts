import type { Knex } from 'knex';
import { RESTORABLE_DAYS } from '../domain/ownership/restorable.ts';
import type { Logger } from '../logger.ts';
import { releaseHeld } from '../models/reminder/release.ts';

/** How many members one run asks after: the others wait for the next, the longest unasked first. */
const BATCH = 200;

/** Whoever made, has or shares something of the server, or shows its members something of their own. */
const MATTERS = `(
  exists (select from todos t join todo_lists l on l.id = t.list_id
          where l.guild_id = m.guild_id and t.assignee_id = m.user_id and t.deleted_at is null)
  or exists (select from todos t join todo_lists l on l.id = t.list_id
             where l.guild_id = m.guild_id and t.created_by = m.user_id and t.deleted_at is null)
  or exists (select from todo_lists l where l.guild_id = m.guild_id and l.owner_id = m.user_id)
  or exists (select from todo_list_members lm join todo_lists l on l.id = lm.list_id
             where l.guild_id = m.guild_id and lm.user_id = m.user_id)
  or exists (select from playlists p where p.owner_id = m.user_id
               and (p.guild_id = m.guild_id or p.guild_id is null and p.visibility = 'server'))
  or exists (select from playlist_collaborators c join playlists p on p.id = c.playlist_id
             where p.guild_id = m.guild_id and c.user_id = m.user_id))`;

/**
 * Marks the members who left a server: what they had to do is free for others, and what is there is no longer theirs to
 * see. Takes the mark off those who are back. Without gateway intents nobody tells; so each is asked after, one by one.
 * @param isMember whether somebody is a member of a server; when Discord does not say, nothing is marked
 */
export async function reconcileMembers(
  knex: Knex,
  isMember: (guildId: string, userId: string) => Promise<boolean>,
  log: Logger,
): Promise<void> {
  const { rows } = await knex.raw<{ rows: { guild_id: string; user_id: string }[] }>(
    `select m.guild_id, m.user_id from guild_members m join guilds g on g.id = m.guild_id
     where g.left_at is null and (m.left_at is null or m.left_at > now() - interval '${RESTORABLE_DAYS} days') and ${MATTERS}
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
      log.warn({ guildId, userId, err }, 'checking a membership failed');
    }
  }
  if (changed > 0) await releaseHeld(knex);
  log.debug({ asked: rows.length, changed }, 'members reconciled');
}
