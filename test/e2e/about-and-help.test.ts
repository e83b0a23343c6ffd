import { expect, test } from '@jest/globals';
import { asOwner } from '../support/database.ts';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';
import { until } from '../support/until.ts';

const ostinato = useOstinato();
everybodyReadsEnglish(ostinato);
const alice = () => ostinato.discord.member('alice');

test('/help lists every command that can be used here, to be clicked', async () => {
  const first = await alice().slash('/help');
  expect(first.ephemeral).toBe(true);
  let page = first;
  let text = page.text;
  while (page.buttons.some(({ label, disabled }) => label === 'Next page ▶' && !disabled)) {
    page = await page.press('Next page ▶');
    text += `\n${page.text}`;
  }
  for (const sub of ['create', 'add', 'show', 'list', 'remove', 'move', 'delete', 'restore']) {
    expect(text).toMatch(new RegExp(`</playlist ${sub}:\\d+>`));
  }
  expect(text).toMatch(/<\/todo lists create:\d+> name \*scope\*/);
  expect(text).toMatch(/<\/about:\d+>/);
  expect(text).toContain('playlist positions');
  expect(text).toContain('*description*');
});

test('/help leaves out a module that the server switched off, and says so', async () => {
  await ostinato.database.knex.raw('insert into guilds (id) values (300000000000000002)');
  await ostinato.database.knex.raw(
    `insert into guild_modules (guild_id, module, enabled) values (300000000000000002, 'playlist', false)`,
  );
  const bob = ostinato.discord.member('bob', { guild: 'night-owls' });
  const { text } = await bob.slash('/help');
  expect(text).not.toContain('/playlist create');
  expect(text).toContain('Modules that are off in this server: Playlists');
  expect((await bob.slash('/playlist list')).content).toContain(
    'The module “Playlists” is off in this server',
  );
});

test('/about tells version, state and privacy', async () => {
  const { text, embeds } = await alice().slash('/about');
  expect(text).toMatch(/Storage\navailable, [\d.]+ ms/);
  expect(text).toContain('/docs/privacy.md');
  expect(embeds[0]?.fields?.find(({ name }) => name === 'Version')?.value).toMatch(/^\d+\.\d+\.\d+$/);
});

test('so it is with to-dos', async () => {
  const bob = ostinato.discord.member('bob');
  await bob.slash('/todo add', { text: 'Counted', due: '2099-01-01 10:00', repeat: 'weekly' });
  await bob.slash('/todo list');
  await bob.complete('/todo done', { todo: 'c' }, 'todo');
  await bob.slash('/todo done', { todo: '1' });
  await bob.slash('/todo lists show');
  await bob.slash('/todo export', { format: 'csv' });
  const handled = await until('the log has all six', () => {
    const lines = ostinato.log().filter(({ command }) => String(command).startsWith('todo'));
    return lines.length === 6 ? lines : undefined;
  });
  expect(
    handled.map(({ command, statements, transactions }) => [
      command,
      transactions ? 'a transaction' : statements,
      transactions,
    ]),
  ).toEqual([
    ['todo add', 'a transaction', 1],
    ['todo list', 1, 0],
    ['todo done', 1, 0],
    ['todo done', 'a transaction', 1],
    ['todo lists show', 1, 0],
    // What is expensive is counted by all processes together.
    ['todo export', 2, 0],
  ]);
});

test('a read is one statement and a write one transaction, as the log of the running bot shows', async () => {
  await alice().slash('/playlist create', { name: 'Counted' });
  await alice().slash('/playlist add', { playlist: 'Counted', track: 'x' });
  await alice().slash('/playlist show', { playlist: 'Counted' });
  await alice().slash('/playlist list');
  await alice().complete('/playlist show', { playlist: 'c' }, 'playlist');
  const handled = await until('the log has all five', () => {
    const lines = ostinato.log().filter(({ msg }) => msg === 'interaction');
    const first = lines.findIndex(({ command }) => command === 'playlist create');
    return lines.length - first === 5 ? lines.slice(first) : undefined;
  });
  const counted = handled.map(({ command, kind, statements, transactions }) => [
    command,
    kind,
    kind === 'command' && transactions ? 'write' : statements,
    transactions,
  ]);
  expect(counted).toEqual([
    ['playlist create', 'command', 'write', 1],
    ['playlist add', 'command', 'write', 1],
    ['playlist show', 'command', 1, 0],
    ['playlist list', 'command', 1, 0],
    ['playlist show', 'autocomplete', 1, 0],
  ]);
});

test('the owner retries a failed job, and discards another, once each however many press', async () => {
  const owner = ostinato.discord.member(ostinato.discord.world.people[0]?.key ?? '');
  await ostinato.database.knex('pgboss.job').where({ name: 'reminders_dead' }).delete();
  const bury = (reason: string) =>
    ostinato.database.knex.raw(
      `insert into pgboss.job (name, data, output, source_name) select 'reminders_dead', jsonb_build_object('reminderId', gen_random_uuid()), jsonb_build_object('reason', cast(? as text)), 'reminders'`,
      [reason],
    );
  await bury('Error: one');
  await bury('Error: two');
  const [first, second] = [await owner.slash('/about'), await owner.slash('/about')];
  const choose = async (shown: typeof first, reason: string) => {
    const list = await shown.press('Failed jobs');
    expect(list.content).toContain('These jobs failed for good');
    const menus = (list.message?.components ?? []).flatMap((row) =>
      'components' in row ? row.components.flatMap((one) => ('options' in one ? one.options : [])) : [],
    );
    return list.select(null, [menus.find(({ description }) => description === reason)?.value ?? '']);
  };
  const [mine, again] = [await choose(first, 'Error: one'), await choose(second, 'Error: one')];
  expect(mine.text).toMatch(/Failed: reminders, .* after 1 attempt: Error: one/);
  expect((await mine.press('Retry')).content).toContain('The reminders job will run again in a moment.');
  expect((await again.press('Retry')).content).toContain('This job has already been retried or discarded');
  const other = await choose(await owner.slash('/about'), 'Error: two');
  const asked = await other.press('Discard');
  expect(asked.content).toContain('this cannot be undone');
  const dropped = await asked.press('Discard');
  expect(dropped.content).toContain('The job has been discarded.');
  expect(dropped.content).toContain('No jobs have failed for good.');
});

test('a queue is called by its name on a button, where no markup is read', async () => {
  const owner = ostinato.discord.member(ostinato.discord.world.people[0]?.key ?? '');
  const { rows } = await ostinato.database.knex.raw<{ rows: { id: string }[] }>(
    `insert into pgboss.job (name, data, source_name)
     select 'reminders_closed_dead', jsonb_build_object('reminderId', gen_random_uuid()), 'reminders_closed' returning id`,
  );
  const list = await (await owner.slash('/about')).press('Failed jobs');
  const shown = await list.select(null, [rows[0]?.id ?? '']);
  expect(shown.buttons.map(({ label }) => label)).toContain('Retry all of reminders_closed');
});

test('without its database the bot says so, answers what needs none, and goes on when it is back', async () => {
  const name = new URL(ostinato.database.url).pathname.slice(1);
  await alice().slash('/playlist create', { name: 'Before' });
  await asOwner(`alter database ${name} with allow_connections false`);
  await asOwner(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);

  const failed = await alice().slash('/playlist show', { playlist: 'Before' });
  expect(failed.content).toBe('Storage is briefly unavailable, so nothing was saved. Try again in a moment.');
  expect(failed.ephemeral).toBe(true);
  expect((await alice().slash('/about')).text).toContain('unavailable; everything saved so far is safe');
  expect(await alice().complete('/playlist show', { playlist: 'B' }, 'playlist')).toEqual([]);

  await asOwner(`alter database ${name} with allow_connections true`);
  await until('the bot knows', () =>
    ostinato.log().some(({ msg }) => msg === 'the database is available again'),
  );
  expect((await alice().slash('/playlist show', { playlist: 'Before' })).text).toContain('Before');
});

test('the log has no text of a person’s and no secret', async () => {
  await alice().slash('/playlist create', { name: 'Very personal words' });
  await alice().slash('/playlist show', { playlist: 'Other personal words' });
  const output = await until('the log has both', () => {
    const text = ostinato.bot.output;
    return text.includes('"outcome":"refused"') ? text : undefined;
  });
  expect(output).toContain('"command":"playlist create"');
  for (const secret of ['personal words', 'playground-token', new URL(ostinato.database.url).password]) {
    expect(output).not.toContain(secret);
  }
});

test('a stopped bot exits with 0 and leaves no connection', async () => {
  expect(await ostinato.bot.stop()).toBe(0);
  const name = new URL(ostinato.database.url).pathname.slice(1);
  const left = await asOwner(
    `select from pg_stat_activity where datname = '${name}' and application_name = 'ostinato'`,
  );
  expect(left).toEqual([]);
});
