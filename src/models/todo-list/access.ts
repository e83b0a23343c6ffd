import { validate } from 'uuid';
import type { Caller } from '../../domain/ownership/caller.ts';
import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { FOUND, TODO_LIST } from './columns.ts';
import { fold } from '../base/fold.ts';

/**
 * What a caller is to a list; each includes the ones after it. Of a server's list everybody there is a member, who adds
 * and does, but changes only what is theirs; of a person's list those are viewers or editors with whom it was shared.
 */
export const LIST_ROLES = ['owner', 'editor', 'member', 'viewer'] as const;
export type ListRole = (typeof LIST_ROLES)[number];

/** Whether a role suffices where another is needed. */
export function covers(role: ListRole, needed: ListRole): boolean {
  return LIST_ROLES.indexOf(role) <= LIST_ROLES.indexOf(needed);
}

/** Whether a verb looks among what lives or among what can be restored. */
export type Among = 'living' | 'deleted';

/**
 * What the caller is to list `l`, or null for somebody who may not know of it. A server's list obeys its server alone:
 * there its maker and whoever manages the server own it.
 */
const roleIn = (held: '' | 'for share') => `
  case
    when l.guild_id is null and l.owner_id = :userId then 'owner'
    when l.guild_id = :guildId and (l.owner_id = :userId or :manages) then 'owner'
    when l.guild_id is null or l.guild_id = :guildId then coalesce(
      (select m.role from todo_list_members m where m.list_id = l.id and m.user_id = :userId ${held}),
      case when l.guild_id is not null then 'member' end)
  end`;
export const ROLE = roleIn('');

/**
 * The same of a list whose row is locked already, by what can be read only after that: a lock may have been waited for
 * while the role was taken away, which the statement's own snapshot does not show.
 * Source: PostgreSQL documentation, chapter 13.2.1, "Read Committed Isolation Level".
 */
export const ROLE_NOW = roleIn('for share');

/** Own before the server's, before what others share; the list without a name first of all. */
const RANK = `
  case when l.guild_id is null and l.owner_id = :userId then 0 when l.guild_id = :guildId then 1 else 2 end`;

/** Ids of the lists that a caller can mean by a name alone: their own, this server's, those shared with them. */
const NAMEABLE = `
  select id from todo_lists where owner_id = :userId and guild_id is null
  union all select id from todo_lists where guild_id = :guildId
  union all select list_id from todo_list_members where user_id = :userId`;

const AMONG: Record<Among, string> = {
  living: 'l.deleted_at is null',
  deleted: `l.deleted_at > now() - interval '${RESTORABLE_DAYS} days'`,
};

/** SQL for the lists of a caller that fulfil `where`, each with `role` and `rank`. Bindings: `accessOf` and those of `where`. */
export function listsFor(among: Among, where = `l.id in (${NAMEABLE})`): string {
  return `select ${FOUND.list} from (
    select ${TODO_LIST.of('l')}, ${ROLE} as role, ${RANK} as rank from todo_lists l where ${AMONG[among]} and ${where}
  ) found where role is not null`;
}

/** SQL for the one list that `:reference` means to the caller: an id, a name in any case, or null for the one they have anyway. */
export function listMeant(among: Among, reference: string | undefined): string {
  if (reference === undefined) return listsFor(among, 'l.owner_id = :userId and l.name is null');
  const meant = validate(reference)
    ? 'l.id = :reference'
    : `${fold('l.name')} = ${fold(':reference')} and l.id in (${NAMEABLE})`;
  return `${listsFor(among, meant)} order by rank, deleted_at desc, id limit 1`;
}

const HELD = TODO_LIST.and('role');

/** SQL for the same list with its row locked, and what the caller is to it then. */
export function listLocked(among: Among, reference: string | undefined): string {
  return `
    with l as materialized (
      select ${TODO_LIST.of('l')} from todo_lists l, lateral (${listMeant(among, reference)}) f
      where l.id = f.id and (l.deleted_at is null) = (f.deleted_at is null)
      for no key update of l)
    select ${HELD.list} from (select ${TODO_LIST.of('l')}, ${ROLE_NOW} as role from l) found
    where role is not null`;
}

/** The named bindings of the SQL here. */
export function accessOf(caller: Caller): { userId: string; guildId: string | null; manages: boolean } {
  return { userId: caller.userId, guildId: caller.guildId, manages: caller.canManageGuild };
}

/** The binding of `listMeant`. */
export const referring = (reference: string | undefined) => (reference === undefined ? {} : { reference });
