import { expect, test } from '@jest/globals';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato();
everybodyReadsEnglish(ostinato);
const as = (...where: Parameters<typeof ostinato.discord.member>) => ostinato.discord.member(...where);

/** The bot's connections, by the ids of the processes that serve them. */
async function connections(): Promise<number[]> {
  const { rows } = await ostinato.database.knex.raw<{ rows: { pid: number }[] }>(
    `select pid from pg_stat_activity
     where datname = current_database() and application_name = 'ostinato' order by pid`,
  );
  return rows.map(({ pid }) => pid);
}

/** Something of each family of commands, reading and writing; `round` makes names new. */
async function live(round: string): Promise<string[]> {
  const said: string[] = [];
  const slash = async (...[path, options]: Parameters<ReturnType<typeof as>['slash']>) => {
    const answer = await as('alice').slash(path, options);
    said.push(`${path}: ${answer.text}`);
    return answer;
  };
  const playlist = `Songs ${round}`;
  await slash('/playlist create', { name: playlist, visibility: 'public' });
  await slash('/playlist add', { playlist, track: 'First' });
  await slash('/playlist add', { playlist, track: 'Second' });
  await slash('/playlist move', { playlist, from: 2, to: 1 });
  await slash('/playlist remove', { playlist, positions: '1' });
  await slash('/playlist show', { playlist });
  await slash('/playlist copy', { playlist, name: `Copy ${round}` });
  await slash('/playlist share', { playlist, user: as('bob'), role: 'editor' });
  await slash('/playlist shuffle', { playlist });
  await slash('/playlist export', { playlist, format: 'json' });
  await slash('/playlist delete', { playlist: `Copy ${round}` });
  await slash('/playlist restore', { playlist: `Copy ${round}` });
  const list = `Things ${round}`;
  await slash('/todo lists create', { name: list });
  await slash('/todo add', { text: `Buy milk ${round}`, due: 'in 3 days', repeat: 'daily', list });
  await slash('/todo done', { todo: '1', list });
  await slash('/todo list', { list });
  await slash('/todo show', { todo: '2', list });
  await slash('/todo remove', { todo: '2', list });
  await slash('/todo export', { format: 'json', list });
  await slash('/preferences set', { timezone: 'Europe/Berlin' });
  await slash('/preferences view');
  await slash('/settings module', { module: 'todo', enabled: false });
  await slash('/settings module', { module: 'todo', enabled: true });
  await slash('/settings view');
  // These show what the round before left, too.
  for (const path of ['/playlist list', '/todo lists show', '/settings audit'])
    expect((await as('alice').slash(path)).text).not.toBe('');
  expect((await as('alice').slash('/playlist search', { text: 'songs' })).text).toContain(playlist);
  await as('alice').complete('/playlist show', { playlist: 'so' }, 'playlist');
  await as('alice').complete('/todo done', { todo: 'mi' }, 'todo');
  return said.map((line) =>
    line
      .replaceAll(round, '…')
      .replaceAll(/<t:\d+/g, '<t:…')
      .replaceAll(/\d+ ms/g, '… ms'),
  );
}

test('a column that is added to every table disturbs nobody, on the connections that there are', async () => {
  // Whose zone is not known is asked for it, once.
  await as('alice').slash('/preferences set', { timezone: 'Europe/Berlin' });
  const before = await live('before');
  const serving = await connections();
  const { rows: tables } = await ostinato.database.knex.raw<{ rows: { name: string }[] }>(
    `select c.oid::regclass::text as name from pg_class c
     where relnamespace in ('public'::regnamespace, 'pgboss'::regnamespace) and relkind in ('r', 'p') and not relispartition
     order by name`,
  );
  expect(tables.length).toBeGreaterThan(15);
  for (const { name } of tables)
    await ostinato.database.knex.raw(`alter table ${name} add column came_later text default 'x'`);
  expect(await live('after')).toEqual(before);
  // A connection that was made anew would have prepared everything anew, too.
  expect(await connections()).toEqual(serving);
  // It would be tried again, which nobody sees; only the job queues, whose statements are not ours, may need it.
  const stale = ostinato.log().filter(({ msg }) => String(msg).startsWith('statement prepared again'));
  expect(stale.filter(({ sql }) => !String(sql).includes('pgboss'))).toEqual([]);
});
