import { Client } from 'pg';
import { until } from './until.ts';

/** What a bot does all day: adds a track at the end of each list, one transaction each, until it is stopped. */
export function busyBot(url: string) {
  const client = new Client({ connectionString: url });
  const stopping = new AbortController();
  let written = 0;
  const done = (async () => {
    await client.connect();
    await client.query(`insert into users (id) values (7) on conflict do nothing`);
    const { rows } = await client.query<{ id: string }>(
      `insert into playlists (id, owner_id, name) values (gen_random_uuid(), 7, 'Busy ' || gen_random_uuid()) returning id`,
    );
    try {
      while (!stopping.signal.aborted) {
        await client.query(
          `insert into tracks (id, playlist_id, position, title)
         select gen_random_uuid(), $1, coalesce(max(position), 0) + 1, 'Added' from tracks where playlist_id = $1`,
          [rows[0]?.id],
        );
        written += 1;
      }
    } finally {
      await client.end();
    }
  })();
  // Told when it is stopped.
  done.catch(() => undefined);
  return {
    wrote: (atLeast: number) => until('the bot has written', () => written >= atLeast),
    async stop() {
      stopping.abort();
      await done;
    },
  };
}
