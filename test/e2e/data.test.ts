import { beforeAll, describe, expect, test } from '@jest/globals';
import type { APIAttachment } from 'discord.js';
import type { Answer } from '../../playground/driver/answer.ts';
import { LANGUAGES } from '../../src/domain/preferences.ts';
import { escapeText } from '../../src/discord/escape.ts';
import { createTranslations } from '../../src/locales/translate.ts';
import { rowsIn, unpacked } from '../support/archive.ts';
import { useOstinato } from '../support/ostinato.ts';
import { until } from '../support/until.ts';

const ostinato = useOstinato();
const translations = createTranslations(escapeText);
const knex = () => ostinato.database.knex;
const as = (...where: Parameters<typeof ostinato.discord.member>) => ostinato.discord.member(...where);
const EPHEMERAL_TEXT = 'Here is everything I hold about you.';

/** What somebody makes of everything there is, with a word in it that nobody else writes. */
async function fill(key: string, mark: string): Promise<void> {
  const person = as(key);
  const answers: Answer[] = [];
  const did = async (...command: Parameters<typeof person.slash>) =>
    void answers.push(await person.slash(...command));
  await did('/playlist create', { name: `${mark} mine`, visibility: 'private', description: `${mark} text` });
  await did('/playlist add', { playlist: `${mark} mine`, track: `${mark} track` });
  await did('/playlist share', { playlist: `${mark} mine`, user: as('chloe') });
  await did('/playlist create', { name: `${mark} server`, scope: 'server' });
  await did('/playlist add', { playlist: `${mark} server`, track: `${mark} server track` });
  await did('/todo add', { text: `${mark} to do`, due: '2099-01-01 10:00', repeat: 'weekly' });
  await did('/todo lists create', { name: `${mark} list` });
  await did('/todo add', { text: `${mark} shared`, list: `${mark} list` });
  await did('/todo lists share', { list: `${mark} list`, user: as('chloe') });
  await did('/todo lists create', { name: `${mark} of all`, scope: 'server' });
  await did('/todo add', { text: `${mark} given`, list: `${mark} of all`, assignee: as('dieter') });
  await did('/preferences set', { timezone: 'Europe/Berlin' });
  const elsewhere = as(key, { guild: 'night-owls' });
  answers.push(await elsewhere.slash('/playlist create', { name: `${mark} owls`, scope: 'server' }));
  expect(answers.filter(({ failed, text }) => failed || text.includes('went wrong'))).toEqual([]);
}

/** Everything in the database that names somebody, by table; what counts how often commands are used goes by itself. */
async function tracesOf(id: string): Promise<string[]> {
  const { rows: tables } = await knex().raw<{ rows: { name: string }[] }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE' and table_name <> 'rate_limits'`,
  );
  const traces: string[] = [];
  for (const { name } of tables) {
    const { rows } = await knex().raw<{ rows: { row: string }[] }>(
      `select t::text as row from ${name} t where t::text like ?`,
      [`%${id}%`],
    );
    traces.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  return traces;
}

const owls = { guild: 'night-owls' } as const;

beforeAll(async () => {
  await fill('bob', 'Bobsmark');
  await fill('alice', 'Alicemark');
});

describe('/data export', () => {
  test('hands out all that is held about the caller, and nothing of what is others’ alone', async () => {
    const answer = await as('bob').slash('/data export');
    expect(answer.ephemeral).toBe(true);
    expect(answer.content).toContain(EPHEMERAL_TEXT);
    expect(answer.files.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^ostinato-data-\d{4}-\d\d-\d\d\.zip$/),
    ]);
    const contents = await unpacked(answer.files[0]);
    const all = Object.values(contents).join('\n');
    for (const made of [
      'mine',
      'text',
      'track',
      'server',
      'server track',
      'to do',
      'list',
      'shared',
      'given',
    ])
      expect(all).toContain(`Bobsmark ${made}`);
    expect(all).toContain('Europe/Berlin');
    expect(all).not.toContain('Alicemark');
    expect(rowsIn(contents, 'playlists')).toHaveLength(3);
    expect(rowsIn(contents, 'tracks')).toHaveLength(2);
    expect(rowsIn(contents, 'todos')).toHaveLength(3);
    expect(rowsIn(contents, 'memberships')).toHaveLength(2);
    expect(contents['todos.csv']).toContain('Bobsmark to do');
    for (const name of Object.keys(contents).filter((name) => name !== 'README.html'))
      expect(contents['README.html']).toContain(`href="${name}"`);
  });

  test('is for the caller’s eyes only, wherever it is asked for', async () => {
    for (const place of [{}, owls, { guild: 'elsewhere' }] as const) {
      const answer = await as('alice', place).slash('/data export');
      expect([answer.ephemeral, answer.files.length]).toEqual([true, 1]);
    }
    const direct = await as('alice', { dm: true }).slash('/data export');
    expect(Object.values(await unpacked(direct.files[0])).join('\n')).toContain('Alicemark mine');
  });

  test('says to those who are not known that there is nothing, and gets to know nobody', async () => {
    const yuki = as('yuki');
    const contents = await unpacked((await yuki.slash('/data export')).files[0]);
    expect(Object.keys(contents)).toEqual(['README.html']);
    expect(contents['README.html']).toContain('<html lang="ja">');
    expect(await tracesOf(yuki.id)).toEqual([]);
  });
});

describe('what is too large to be made at once', () => {
  const PLAYLISTS = 5;
  const TRACKS = 1_000;

  beforeAll(async () => {
    await as('dieter').slash('/todo add', { text: 'Bekannt sein' });
    // Addresses that do not compress.
    await knex().raw(
      `with lists as (
         insert into playlists (id, owner_id, name, visibility)
         select gen_random_uuid(), :id, 'Large ' || n, 'private' from generate_series(1, ${PLAYLISTS}) n returning id)
       insert into tracks (id, playlist_id, position, title, url, added_by)
       select gen_random_uuid(), lists.id, n, 'Track ' || n,
              'https://example.org/' || (select string_agg(md5(random()::text || x || n || lists.id), '') from generate_series(1, 60) x), :id
       from lists, generate_series(1, ${TRACKS}) n`,
      { id: as('dieter').id },
    );
  });

  /** The files that Dieter got in a place, once the last of them is there. */
  async function received(where: ReturnType<typeof as>): Promise<APIAttachment[]> {
    await where.receives(({ content }) => content.includes('der letzte'), { timeoutMs: 120_000 });
    return (await where.messages()).flatMap(({ attachments }) => attachments);
  }

  async function tracksIn(files: readonly APIAttachment[]): Promise<unknown[]> {
    const tracks: unknown[] = [];
    for (const { url, size } of files) {
      expect(size).toBeLessThanOrEqual(10 * 1024 * 1024);
      const bytes = async () => new Uint8Array(await (await fetch(url)).arrayBuffer());
      const { 'README.html': page, ...contents } = await unpacked({ bytes });
      for (const name of Object.keys(contents)) expect(page).toContain(`href="${name}"`);
      tracks.push(...rowsIn(contents, 'tracks'));
    }
    return tracks;
  }

  test('comes by direct message, in as many files as it takes', async () => {
    const answer = await as('dieter').slash('/data export');
    expect(answer.files).toEqual([]);
    expect(answer.ephemeral).toBe(true);
    expect(answer.content).toContain('Direktnachricht');
    const files = await received(as('dieter', { dm: true }));
    expect(files.length).toBeGreaterThan(1);
    expect(await tracksIn(files)).toHaveLength(PLAYLISTS * TRACKS);
  });

  test('can be had on the spot by those whose direct messages are closed', async () => {
    await ostinato.discord.faults.set({ closedDms: ['dieter'] });
    const answer = await as('dieter').slash('/data export');
    const here = await answer.press('Hier bekommen');
    await until('the job has found them closed', () =>
      ostinato.log().some(({ msg }) => msg === 'export undeliverable'),
    );
    await ostinato.discord.faults.clear();
    expect(here.ephemeral).toBe(true);
    const files = await received(as('dieter'));
    expect(await tracksIn(files)).toHaveLength(PLAYLISTS * TRACKS);
    expect(here.followups.every(({ flags }) => ((flags ?? 0) & 64) !== 0)).toBe(true);
    expect((await as('chloe').messages()).some(({ attachments }) => attachments.length > 0)).toBe(false);
  });
});

describe('/data delete', () => {
  const erase = async (key: string, word: string, place: Parameters<typeof as>[1] = {}) => {
    const asked = await as(key, place).slash('/data delete');
    return (await asked.press(asked.buttons[0]?.label ?? '')).submit({ word });
  };

  test('shows what would go and what would stay, and does nothing without the word', async () => {
    const asked = await as('bob').slash('/data delete');
    expect(asked.ephemeral).toBe(true);
    expect(asked.text).toContain('This can’t be undone.');
    expect(asked.text).toMatch(/Will be deleted\n(?:.+\n)*Playlists: 1/);
    expect(asked.text).toMatch(/Stays without your name.*\n(?:.+\n)*Playlists: 2/);
    await as('bob').slash('/playlist create', { name: 'Bobsmark late' });
    const form = await asked.press('Delete my data…');
    expect(form.modal?.title).toBe('Delete your data');
    expect(JSON.stringify(form.modal)).toContain('Type “delete” to confirm');
    const refused = await form.submit({ word: 'delte' });
    expect(refused.content).toContain('“delte” isn’t “delete”, so nothing was deleted.');
    expect((await as('bob').slash('/playlist list')).text).toContain('Bobsmark mine');
  });

  test('is pressed by nobody else', async () => {
    const asked = await as('bob').slash('/data delete');
    const [{ customId = '' } = {}] = asked.buttons;
    // Nobody else sees it: they would have to make it up.
    const messageId = (await as('mallory').slash('/help')).message?.id ?? '';
    const press = { kind: 'component', messageId, customId, force: true } as const;
    expect((await as('mallory').raw(press)).content).toContain('This belongs to');
  });

  test('takes everything away, and the name from what is a server’s; then nobody knows them', async () => {
    const { id } = as('bob');
    await as('chloe').slash('/playlist create', { name: 'Chloe’s' });
    await as('chloe').slash('/playlist share', { playlist: 'Chloe’s', user: as('bob') });
    expect((await as('chloe').slash('/todo lists show')).text).toContain('Bobsmark list');
    const done = await erase('bob', '  «DELETE» ');
    expect(done.text).toContain('Your data is deleted');
    // One more than the preview said.
    expect(done.text).toMatch(/Deleted\n(?:.+\n)*Playlists: 2/);
    expect(done.buttons).toEqual([]);
    expect(await tracesOf(id)).toEqual([]);
    expect((await as('chloe').slash('/todo lists show')).text).not.toContain('Bobsmark list');
    const seen = await as('alice').slash('/playlist show', { playlist: 'Bobsmark server' });
    expect(seen.text).toContain('Bobsmark server track');
    expect(seen.text).not.toContain(id);
    expect((await as('alice').slash('/todo list', { list: 'Bobsmark of all' })).text).toContain(
      'Bobsmark given',
    );
    expect((await as('bob').slash('/data delete')).content).toContain('I hold nothing about you');
    expect(await tracesOf(id)).toEqual([]);
  });

  test('lets them begin anew', async () => {
    expect((await as('bob').slash('/preferences view')).text).not.toContain('Europe/Berlin');
    await as('bob').slash('/playlist create', { name: 'Bobsmark again' });
    const contents = await unpacked((await as('bob').slash('/data export')).files[0]);
    expect(rowsIn(contents, 'playlists').map(({ name }) => name)).toEqual(['Bobsmark again']);
  });

  test.each(LANGUAGES)('is confirmed by a word of the language that is spoken: %s', async (language) => {
    const t = translations.for(language);
    await as('mallory').slash('/preferences set', { language });
    const asked = await as('mallory').slash('/data delete');
    expect(asked.text).toContain(t('data.preview.title'));
    const form = await asked.press(t('data.preview.button'));
    const done = await form.submit({ word: t('data.form.word').toUpperCase() });
    expect(done.text).toContain(t('data.done.title'));
    expect(await tracesOf(as('mallory').id)).toEqual([]);
  });

  test('is answered alike by whichever process has it, and carried out once', async () => {
    await ostinato.startAnother();
    await as('bob').slash('/preferences set', { timezone: 'Europe/Berlin' });
    await ostinato.discord.gateway.duplicate(true);
    const done = await erase('bob', 'delete', { dm: true });
    await ostinato.discord.gateway.duplicate(false);
    expect(done.text).toContain('Your data is deleted');
    expect(done.text).toMatch(/Deleted\n(?:.+\n)*Playlists: 1/);
    expect(await tracesOf(as('bob').id)).toEqual([]);
    expect((await as('bob').slash('/preferences view')).text).not.toContain('Europe/Berlin');
  });

  test('while twenty commands of theirs are under way fails none of them', async () => {
    const bob = as('bob');
    await bob.slash('/playlist create', { name: 'Before' });
    await bob.slash('/todo lists create', { name: 'Before' });
    const asked = await bob.slash('/data delete');
    const form = await asked.press('Delete my data…');
    const commands = Array.from({ length: 20 }, (_, n) =>
      n % 4 === 0
        ? bob.slash('/playlist add', { playlist: 'Before', track: `T${n}` })
        : n % 4 === 1
          ? bob.slash('/todo add', { text: `To do ${n}`, due: '2099-01-01 10:00' })
          : n % 4 === 2
            ? bob.slash('/playlist create', { name: `New ${n}` })
            : bob.slash('/preferences set', { notices: n % 2 === 0 }),
    );
    const [done, ...answers] = await Promise.all([form.submit({ word: 'delete' }), ...commands]);
    // Of so many at once one may find no connection to the database; whom that befalls is told, and asks again.
    const isTold = done?.text.includes('nothing was saved') ? await erase('bob', 'delete') : done;
    expect(isTold?.text).toContain('Your data is deleted');
    expect(
      answers
        .map(({ failed, text }) => (failed ? 'no answer' : text))
        .filter((text) => text.includes('wrong') || text === 'no answer'),
    ).toEqual([]);
    const left = (await bob.slash('/playlist list')).text;
    expect(left).not.toContain('Before');
    // What came after is whole.
    const { rows } = await knex().raw<{ rows: object[] }>(
      `select id from todos where created_by = :id and list_id not in (select id from todo_lists)
       union all select id from playlists where owner_id = :id and not exists (select from users where id = :id)`,
      { id: bob.id },
    );
    expect(rows).toEqual([]);
  });
});
