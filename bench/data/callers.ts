import type { Client } from 'pg';
import { FIRST_USER, type Size } from './ids.ts';

/** Somebody with a list of their own, and the server they are in. */
export interface Caller {
  userId: string;
  guildId: string;
  playlistId: string;
  name: string;
  tracks: number;
}

/** Different callers, every fourth one with hundreds of lists. */
export async function findCallers(client: Client, { busy }: Size, count: number): Promise<Caller[]> {
  async function some(where: string, limit: number): Promise<Caller[]> {
    const { rows } = await client.query<Caller>(`
      select p.owner_id as "userId", p.id as "playlistId", p.name,
             (select max(position) from tracks t where t.playlist_id = p.id) as tracks,
             (select min(guild_id) from guild_members m where m.user_id = p.owner_id) as "guildId"
      from playlists p where guild_id is null and deleted_at is null and ${where}
      order by md5(p.id::text) limit ${limit}`);
    return rows;
  }
  const border = FIRST_USER + BigInt(busy);
  const rare = await some(`owner_id < ${border}`, Math.ceil(count / 4));
  const usual = await some(`owner_id >= ${border}`, count - rare.length);
  return [...usual, ...rare].toSorted((a, b) => (a.playlistId.slice(-6) < b.playlistId.slice(-6) ? -1 : 1));
}
