import { v7 as uuid } from 'uuid';
import type { Caller } from '../../domain/ownership/caller.ts';
import type { Scope, Visibility } from '../../domain/ownership/ownership.ts';
import { Conflict, naming, UserError } from '../../errors.ts';
import type { Transaction } from '../base/base-model.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { word, type Noun } from './noun.ts';
import type { Fields, OwnedThing } from './owned-model.ts';
import { accessOf } from './rule.ts';
import { returned } from './update.ts';

/**
 * Makes a thing of the caller's, or of their server. The owner's row is locked, so that the limit holds for callers at
 * the same moment.
 * @throws Conflict when the name is taken or the owner has `limit` of them; UserError for a server's without a server,
 * or one that its members could not see
 */
export async function create<M extends OwnedThing>(
  noun: Noun<M>,
  caller: Caller,
  { scope, ...fields }: Fields<M> & { scope: Scope },
  limit: number,
): Promise<M> {
  const ofServer = scope === 'server';
  if (ofServer && caller.guildId === null) throw new UserError(word(noun, 'needsServer'));
  const guildId = ofServer ? caller.guildId : null;
  return noun.model.transact((trx) => insert(noun, trx, caller, guildId, fields, limit));
}

/** The same within a transaction. @param guildId the owning server, else the caller owns */
export async function insert<M extends OwnedThing>(
  noun: Noun<M>,
  trx: Transaction,
  caller: Caller,
  guildId: string | null,
  fields: { name: string; visibility?: Visibility | undefined },
  limit: number,
): Promise<M> {
  const { model } = noun;
  checkSeen(noun, guildId, fields);
  await GuildMember.remember(trx, caller, guildId === null ? 'user' : 'guild');
  const [names, values] = [model.columnsOf(fields), Object.keys(fields).map((key) => `:${key}`)];
  const statement = trx.raw<{ rows: object[] }>(
    `insert into ${model.tableName} as o (${['id', 'owner_id', 'guild_id', ...names].join(', ')})
     select ${[':id', ':userId', 'cast(:owningGuild as bigint)', ...values].join(', ')} where ${hasRoom(noun, guildId)}
     returning ${returned(noun)}`,
    { ...accessOf(caller), ...fields, id: uuid(), owningGuild: guildId, limit },
  );
  const { rows } = await naming(fields.name, statement);
  return kept(noun, rows, guildId, limit);
}

/** SQL for whether an owner, whose row is locked, has fewer than `:limit` living things with names. */
export function hasRoom({ model }: Noun<OwnedThing>, guildId: string | null): string {
  const owned = guildId === null ? 'owner_id = :userId and guild_id is null' : 'guild_id = :guildId';
  return `(select count(*) from ${model.tableName} where ${owned} and name is not null and deleted_at is null) < :limit`;
}

/** The thing that a statement with `hasRoom` returned. @throws Conflict when there was no room */
export function kept<M extends OwnedThing>(
  noun: Noun<M>,
  [row]: readonly object[],
  guildId: string | null,
  limit: number,
): M {
  if (!row) throw new Conflict(word(noun, guildId === null ? 'tooMany' : 'serverTooMany'), { limit });
  return noun.model.fromDatabaseJson(row);
}

/** @throws UserError for what is a server's and hidden from its members */
export function checkSeen(
  noun: Noun<OwnedThing>,
  guildId: string | null,
  { visibility }: { visibility?: Visibility | undefined },
): void {
  if (guildId !== null && visibility === 'private') throw new UserError(word(noun, 'serverIsSeen'));
}
