import type { Caller } from '../../domain/ownership/caller.ts';
import type { SharedRole } from '../../domain/ownership/ownership.ts';
import { NotFound, UserError } from '../../errors.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { lockNamed } from './meant.ts';
import { sharesOf, word, type Noun } from './noun.ts';
import type { OwnedThing } from './owned-model.ts';

/**
 * Lets somebody look at a thing, or also change what it holds; sharing again changes what they may.
 * @throws NotFound, Forbidden; UserError for who has it already, and for looking at what all members use
 */
export function share<M extends OwnedThing>(
  noun: Noun<M>,
  caller: Caller,
  reference: string,
  userId: string,
  role: SharedRole,
): Promise<M> {
  const { table, thing: column } = sharesOf(noun);
  return noun.model.transact(async (trx) => {
    const thing = await lockNamed(noun, trx, caller, reference, 'owner');
    const { id, name, guildId, ownerId } = thing;
    if (guildId === null && userId === ownerId) throw new UserError(word(noun, 'shareWithOwner'));
    if (guildId !== null && role === 'viewer' && noun.memberRole === 'member')
      throw new UserError(word(noun, 'serverSees'), { name });
    await trx.raw(
      `with ${GuildMember.remembering(caller)},
       the_other as (
         insert into users (id) select cast(:sharedWith as bigint)
         where cast(:sharedWith as bigint) <> :userId and not exists (select from users where id = :sharedWith)
         on conflict (id) do nothing)
       insert into ${table} (${column}, user_id, role, granted_by) values (:id, :sharedWith, :role, :userId)
       on conflict (${column}, user_id) do update set role = excluded.role, granted_by = excluded.granted_by`,
      { ...GuildMember.about(caller), id, role, sharedWith: userId },
    );
    return thing;
  });
}

/** Takes it back; who was shared with may also leave by themselves. @throws NotFound, Forbidden */
export function unshare<M extends OwnedThing>(
  noun: Noun<M>,
  caller: Caller,
  reference: string,
  userId: string,
): Promise<M> {
  const { table, thing: column } = sharesOf(noun);
  return noun.model.transact(async (trx) => {
    const needed = userId === caller.userId ? 'viewer' : 'owner';
    const thing = await lockNamed(noun, trx, caller, reference, needed);
    const { rowCount: gone } = await trx.raw<{ rowCount: number }>(
      `delete from ${table} where ${column} = :id and user_id = :userId`,
      { id: thing.id, userId },
    );
    if (gone === 0) throw new NotFound(word(noun, 'notShared'), { name: thing.name });
    return thing;
  });
}
