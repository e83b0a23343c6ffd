import { validate } from 'uuid';
import type { Caller } from '../../domain/ownership/caller.ts';
import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { FOUND, PLAYLIST } from './columns.ts';
import { fold } from '../base/fold.ts';

/** Whether a verb looks among what lives or among what can be restored. */
export type Among = 'living' | 'deleted';

/**
 * What the caller is to playlist `p`: owner, editor, viewer, or null for somebody who may not know of it.
 * A server's list obeys its server alone: there its maker and whoever manages the server own it.
 */
const roleIn = (held: '' | 'for share') => `
  case
    when p.guild_id is null and p.owner_id = :userId then 'owner'
    when p.guild_id = :guildId and (p.owner_id = :userId or :manages) then 'owner'
    when p.guild_id is null or p.guild_id = :guildId then coalesce(
      (select c.role from playlist_collaborators c where c.playlist_id = p.id and c.user_id = :userId ${held}),
      case
        when p.visibility = 'public' then 'viewer'
        when p.visibility = 'server' and (p.guild_id = :guildId or exists (
          select from guild_members m
          where m.guild_id = :guildId and m.user_id = p.owner_id and m.left_at is null
        )) then 'viewer'
      end)
    when p.visibility = 'public' then 'viewer'
  end`;
const ROLE = roleIn('');

/** Own before the server's, before what others share. */
const RANK = `
  case when p.guild_id is null and p.owner_id = :userId then 0 when p.guild_id = :guildId then 1 else 2 end`;

/** Whether those of the caller's server see a person's own: the owner is one of them. */
const OWNER_HERE = `
  (p.guild_id is null and p.visibility = 'server' and exists (
    select from guild_members m where m.guild_id = :guildId and m.user_id = p.owner_id and m.left_at is null))`;

/** Ids of those a caller can mean by a name alone: their own, this server's, those shared with them. */
export const NAMEABLE = `
  select id from playlists where owner_id = :userId and guild_id is null
  union all select id from playlists where guild_id = :guildId
  union all select playlist_id from playlist_collaborators where user_id = :userId`;

/** How many public playlists are looked at: a word that thousands have in their names finds some of them. */
const OPEN_LOOKED_AT = 100;

/**
 * Common table expressions, of which `open` has the ids of public playlists whose names are like `:typed`, from the
 * trigram index. Those that are little like it are looked for only when there are no others, and where the text has no
 * letter that the database's locale knows, all of them are.
 */
export function openTo(condition: string): string {
  const open = `${condition} and p.deleted_at is null and p.visibility = 'public'`;
  const [name, typed] = [fold('p.name'), fold(':typed')];
  return `
    alike as materialized (
      select p.id from playlists p where ${open} and name_resembles(${name}, ${typed}) limit ${OPEN_LOOKED_AT}),
    odd as materialized (
      select p.id from playlists p
      where not has_trigrams(${typed}) and ${open} and strpos(${name}, ${typed}) > 0 limit ${OPEN_LOOKED_AT}),
    open as materialized (
      select id from alike
      union all
      select id from odd
      union all
      select id from similar_public_playlists(${typed}, ${OPEN_LOOKED_AT}) id
      where ${condition} and not exists (select from alike) and has_trigrams(${typed}))`;
}

const CANDIDATES = `p.id in (${NAMEABLE})`;

const AMONG: Record<Among, string> = {
  living: 'p.deleted_at is null',
  deleted: `p.deleted_at > now() - interval '${RESTORABLE_DAYS} days'`,
};

/** SQL for the playlists of a caller that fulfil `where`, each with `role` and `rank`. Bindings: `accessOf` and those of `where`. */
export function playlistsFor(among: Among, where: string = CANDIDATES): string {
  return `select ${FOUND.list} from (
    select ${PLAYLIST.of('p')}, ${ROLE} as role, ${RANK} as rank, ${OWNER_HERE} as owner_here from playlists p where ${AMONG[among]} and ${where}
  ) found where role is not null`;
}

/** SQL for the one playlist that `:reference`, an id or a name in any case, means to the caller. */
export function playlistMeant(among: Among, reference: string): string {
  const meant = validate(reference)
    ? 'p.id = :reference'
    : `${fold('p.name')} = ${fold(':reference')} and ${CANDIDATES}`;
  return `${playlistsFor(among, meant)} order by rank, deleted_at desc, id limit 1`;
}

const HELD = PLAYLIST.and('role');

/**
 * SQL for the same playlist with its row locked, and what the caller is to it then. A lock may have been waited for
 * while the role was taken away, which the statement's own snapshot does not show: what is locked is as it is now, and so
 * is the collaborator's row, locked after it.
 * Source: PostgreSQL documentation, chapter 13.2.1, "Read Committed Isolation Level".
 */
export function playlistLocked(among: Among, reference: string): string {
  return `
    with p as materialized (
      select ${PLAYLIST.of('p')} from playlists p, lateral (${playlistMeant(among, reference)}) f
      where p.id = f.id and (p.deleted_at is null) = (f.deleted_at is null)
      for no key update of p)
    select ${HELD.list} from (select ${PLAYLIST.of('p')}, ${roleIn('for share')} as role from p) found
    where role is not null`;
}

/** The number of tracks of playlist `f`: they stand at 1..n. */
export const TRACK_COUNT = 'coalesce((select max(position) from tracks t where t.playlist_id = f.id), 0)';

/** The named bindings of the SQL here. */
export function accessOf(caller: Caller): { userId: string; guildId: string | null; manages: boolean } {
  return { userId: caller.userId, guildId: caller.guildId, manages: caller.canManageGuild };
}
