import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect, type Discord } from '../../playground/driver/connect.ts';
import type { InteractionView } from '../../playground/protocol.ts';
import { type Child, startChild } from '../support/child.ts';
import { useDatabase } from '../support/database.ts';
import { childrenOf, freePort, runs } from '../support/processes.ts';
import { type ScratchProject, scratchProject } from '../support/scratch-project.ts';
import { until } from '../support/until.ts';

let project: ScratchProject;
let up: Child;
let discord: Discord;
let restarts = 0;
let healthPort = '';

// In this order: nothing uses the database any more when it is dropped.
afterAll(async () => {
  await up?.stop();
});
const database = useDatabase();

/** What `status` says. */
async function statusOf(): Promise<string> {
  const env = { NODE_ENV: 'test', DATABASE_URL: database.url, HEALTH_PORT: healthPort, PLAYGROUND_PORT: '0' };
  const child = startChild('tools/up.ts', env, ['status'], project.root);
  expect(await child.exited).toBe(0);
  return child.output;
}

async function start(): Promise<Child> {
  up = startChild(
    'tools/up.ts',
    {
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      I_KNOW: new URL(database.url).pathname.slice(1),
      PLAYGROUND_PORT: await freePort(),
      HEALTH_PORT: healthPort,
      TITLE_LOOKUP: 'off',
    },
    [],
    project.root,
  );
  restarts = 0;
  const [, url = ''] = await up.line(/^Open (\S+) and type \/playlist create$/m);
  discord = await connect(url);
  await discord.ready();
  return up;
}

/** Waits until the bot is back once more than it was. */
async function back(): Promise<void> {
  restarts += 1;
  await up.line(new RegExp(`(The bot is back after [^]*){${restarts}}`));
}

async function logOf(id: string) {
  const response = await fetch(`${discord.url}/playground/interactions/${id}`);
  return ((await response.json()) as InteractionView).log ?? [];
}

const botLog = () => project.read('.ostinato/bot.log');
const alice = () => discord.member('alice');

beforeAll(async () => {
  project = await scratchProject();
  healthPort = await freePort();
  await project.write('.env', 'LOG_LEVEL=warn\n');
  await start();
});

test('the page gets the lines of an interaction with its SQL, whatever a person asked to see', async () => {
  const answer = await alice().slash('/playlist create', { name: 'Rainy Sunday' });
  expect(answer.text).toContain('Rainy Sunday');
  const log = await until('the lines are there', async () => {
    const lines = await logOf(answer.id);
    return lines.some(({ msg }) => msg === 'interaction') ? lines : undefined;
  });
  const statements = log.filter(({ msg }) => msg === 'query');
  expect(statements.map(({ sql }) => sql).join('\n')).toMatch(/insert into "?playlists/);
  // BEGIN travels with the statement behind it, and takes no time of its own.
  const timed = statements.filter(({ sql }) => sql !== 'BEGIN;');
  expect(timed.every(({ durationMs, level }) => Number(durationMs) > 0 && level === 'trace')).toBe(true);
  expect(JSON.stringify(log)).not.toContain('Rainy Sunday');
  expect(await botLog()).not.toMatch(/"msg":"(interaction|query|logged in)"/);
});

test('a new level in .env is what a person sees from then on', async () => {
  await project.write('.env', 'LOG_LEVEL=info\n');
  await up.line(/\.env changed: the bot starts again/);
  await back();
  const { id } = await alice().slash('/about');
  await until('the line is kept', async () => (await botLog()).includes(`"requestId":"${id}"`));
  expect(await botLog()).not.toContain('"level":"trace"');
});

test('a changed string is what the bot says, in the same local Discord', async () => {
  await project.edit('src/locales/en-US.json', (text) =>
    text.replace('"title": "Ostinato"', '"title": "Basso"'),
  );
  await back();
  expect((await alice().slash('/about')).text).toContain('Basso');
  expect(up.output).toContain('src/locales/en-US.json changed: the bot starts again…');
  expect((await alice().messages()).some(({ interaction_metadata: by }) => by)).toBe(true);
});

test('a new command is there, a new migration is run, and what is being answered is finished first', async () => {
  await project.write('migrations/20991231000000_encore.ts', MIGRATION);
  await project.write('commands/encore.ts', COMMAND);
  await project.edit('commands/index.ts', (text) =>
    `import { encore } from './encore.ts';\n${text}`.replace(/,?\s*\];\s*$/, ', encore];\n'),
  );
  await back();
  expect(await database.knex.schema.hasTable('encore')).toBe(true);

  const answering = alice().slash('/encore');
  await until('the command runs', () => existsSync(path.join(project.root, 'began')));
  await project.edit('commands/encore.ts', (text) => text.replace('Da capo', 'Al fine'));
  await up.line(/commands\/encore\.ts changed/);
  await project.write('end', '');
  expect((await answering).text).toBe('Da capo');
  await back();
  expect((await alice().slash('/encore')).text).toBe('Al fine');
});

test('source that does not start is told in short, and runs when it is mended', async () => {
  const good = await project.read('commands/about.ts');
  await project.write('commands/about.ts', `${good}\nconst = 1;\n`);
  await up.line(/It starts again when you save a change\./);
  expect(up.output).toMatch(/commands\/about\.ts:\d+[^]*SyntaxError/);
  expect(up.output).not.toContain('node:internal');
  await project.write('commands/about.ts', good);
  await back();
  expect((await alice().slash('/about')).text).toContain('Basso');
});

test('what an editor leaves beside the source, and tests, start nothing', async () => {
  const before = up.output;
  for (const name of ['.about.ts.swp', 'about.ts~', '#about.ts#', '4913', 'about.test.ts', 'README.md'])
    await project.write(`commands/${name}`, '');
  await project.edit('commands/help.ts', (text) => `${text}\n`);
  await back();
  // What is slow on a busy machine is said as well.
  const said = up.output.slice(before.length).replaceAll(/^ {2}warn: slow .*\n/gm, '');
  expect(said).toMatch(/^commands\/help\.ts changed: /);
});

test('status tells whether the bot is ready, with its pool, and the database', async () => {
  const said = await statusOf();
  expect(said).toMatch(
    new RegExp(`^bot +runs \\(up is process ${up.process.pid}\\), ready \\(version `, 'm'),
  );
  expect(said).toMatch(/^pool +\d+ in use, \d+ idle, 0 waiting, 10 at most$/m);
  expect(said).toMatch(new RegExp(`^port ${healthPort} +in use \\(health\\)$`, 'm'));
  expect(said).toMatch(/^version +PostgreSQL 17/m);
  expect(said).toMatch(/^migrations +up to date$/m);
  expect(said).not.toContain(new URL(database.url).password);
});

test('a HEALTH_PORT that is taken ends a second one, which says so', async () => {
  const second = await scratchProject();
  const env = {
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    I_KNOW: new URL(database.url).pathname.slice(1),
    HEALTH_PORT: healthPort,
    PLAYGROUND_PORT: '0',
  };
  const child = startChild('tools/up.ts', env, [], second.root);
  expect(await child.exited).toBe(78);
  expect(child.output).toContain(`Port ${healthPort} is taken: set HEALTH_PORT to a free one (0 takes any)`);
});

test('SIGTERM ends all of it', async () => {
  const children = childrenOf(up.process.pid);
  expect(children).toHaveLength(2);
  expect(await up.stop()).toBe(0);
  expect(children.filter(runs)).toEqual([]);
  expect(up.output).toMatch(/Stopping…\n$/);
  expect(await statusOf()).toMatch(/^bot +not running; start it with/m);
});

test('whatever runs ends by itself when up is killed', async () => {
  await start();
  const children = childrenOf(up.process.pid);
  expect(children).toHaveLength(2);
  up.process.kill('SIGKILL');
  await until('bot and local Discord are gone', () => !children.some(runs));
});

const MIGRATION = `
export const up = (knex) => knex.schema.createTable('encore', (table) => table.increments());
export const down = (knex) => knex.schema.dropTable('encore');
`;

const COMMAND = `
import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { subcommand } from '../src/discord/declare/command.ts';
import { about, say } from '../src/discord/declare/reply.ts';
import { NOTHING } from '../src/domain/ownership/audience.ts';
import { EVERYWHERE } from './everywhere.ts';

export const encore = {
  name: 'encore',
  ...EVERYWHERE,
  run: subcommand({
    input: z.object({}),
    async execute() {
      writeFileSync('began', '');
      while (!existsSync('end')) await sleep(5);
      return about(NOTHING, say('Da capo'));
    },
  }),
};
`;
