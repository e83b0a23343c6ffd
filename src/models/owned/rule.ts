import type { Caller } from '../../domain/ownership/caller.ts';
import { sharesOf, type Noun } from './noun.ts';
import type { OwnedThing } from './owned-model.ts';

/** What of a noun the access rule depends on. */
export type Ruled = Pick<Noun<OwnedThing>, 'shares' | 'visibilities' | 'memberRole'>;

/**
 * The named bindings of the SQL here: who calls, where, and whether they manage what is that server's. The one place
 * where that is decided.
 */
export function accessOf(caller: Caller): { userId: string; guildId: string | null; manages: boolean } {
  return { userId: caller.userId, guildId: caller.guildId, manages: caller.isStaff };
}

/** SQL for whether the owner of thing `o` is a member of the server that the caller is in. */
export const ownerIsHere = (o: string) => `(
  cast(:guildId as bigint) is not null and (${o}.owner_id = :userId or exists (
    select from guild_members gm
    where gm.guild_id = :guildId and gm.user_id = ${o}.owner_id and gm.left_at is null offset 0)))`;

/** SQL for who may see thing `o` besides its owners and those it is shared with: see `OpenTo`. */
export function openTo({ visibilities }: Ruled, o: string): string {
  if (visibilities.length === 0) return `case when ${o}.guild_id is not null then 'guild' else 'nobody' end`;
  return `case
    when ${o}.visibility = 'public' then 'everybody'
    when ${o}.visibility = 'server' and ${o}.guild_id is not null then 'guild'
    when ${o}.visibility = 'server' and ${ownerIsHere(o)} then 'here'
    else 'nobody' end`;
}

/**
 * SQL for what the caller is to thing `o`, or null for somebody who may not know of it. What is a server's obeys that
 * server alone: its maker and whoever manages the server own it, and elsewhere only what is open to everybody is seen.
 * @param held locks the row that shares it: what can be read only after the thing is locked is as it is now, while a
 * lock may have been waited for while the role was taken away, which the statement's own snapshot does not show.
 * Source: PostgreSQL documentation, chapter 13.2.1, "Read Committed Isolation Level".
 */
export function roleIn(noun: Ruled, o: string, held: '' | 'for share' = ''): string {
  const { table, thing } = sharesOf(noun);
  return `case
    when ${o}.guild_id is null and ${o}.owner_id = :userId then 'owner'
    when ${o}.guild_id = :guildId and (${o}.owner_id = :userId or :manages) then 'owner'
    else coalesce(
      case when ${o}.guild_id is null or ${o}.guild_id = :guildId then
        (select s.role from ${table} s where s.${thing} = ${o}.id and s.user_id = :userId ${held}) end,
      case ${openTo(noun, o)}
        when 'everybody' then 'viewer'
        when 'guild' then case when ${o}.guild_id = :guildId then '${noun.memberRole}' end
        when 'here' then 'viewer' end)
    end`;
}

/** SQL for the order of whose `o` is: own before the server's, before what others share. */
export const rankOf = (o: string) => `
  case when ${o}.guild_id is null and ${o}.owner_id = :userId then 0 when ${o}.guild_id = :guildId then 1 else 2 end`;
