import { v7 as uuid } from 'uuid';
import type { Caller } from '../../domain/ownership/caller.ts';
import type { Scope, Visibility } from '../../domain/playlist/playlist.ts';
import { naming, UserError } from '../../errors.ts';
import { GuildMember } from '../guild/guild-member.ts';
import { PLAYLIST } from './columns.ts';
import { Playlist } from './playlist.ts';

/** A playlist that is to be. */
export interface NewPlaylist {
  name: string;
  description?: string | null | undefined;
  scope: Scope;
  visibility: Visibility;
}

/**
 * Makes an empty playlist. The owner's row is locked, so that the limit holds for callers at the same moment.
 * @throws Conflict when the name is taken or the owner has `limit` playlists; UserError for a server's without a server.
 */
export async function createPlaylist(caller: Caller, input: NewPlaylist, limit: number): Promise<Playlist> {
  const ofServer = input.scope === 'server';
  if (ofServer && caller.guildId === null) throw new UserError('playlist.needsServer');
  if (ofServer && input.visibility === 'private') throw new UserError('playlist.serverIsSeen');
  const guildId = ofServer ? caller.guildId : null;
  return Playlist.transact(async (trx) => {
    await GuildMember.remember(trx, caller, ofServer ? 'guild' : 'user');
    await Playlist.checkLimit(trx, caller, guildId, limit);
    const { name, visibility, description = null } = input;
    const row = { id: uuid(), ownerId: caller.userId, guildId, name, description, visibility };
    return naming(name, Playlist.query(trx).insert(row).returning(PLAYLIST.names));
  });
}
