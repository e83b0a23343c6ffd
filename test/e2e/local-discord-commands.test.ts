import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Playground } from '../../playground/server.ts';
import { APPLICATION_ID, call, startDiscord } from '../support/local-discord.ts';

const COMMANDS = `/applications/${APPLICATION_ID}/commands`;

let clock = Date.now();
let playground: Playground;
beforeAll(async () => {
  playground = await startDiscord({ now: () => clock });
});
beforeEach(() => {
  clock += 86_400_000;
});
afterAll(async () => playground.close());

const option = (name: string, extra = {}) => ({ type: 3, name, description: 'An option', ...extra });
const command = (name: string, extra = {}) => ({ name, description: 'A command', ...extra });

describe('registering commands', () => {
  test('keeps ids by name, and moves the version only when something changed', async () => {
    const put = async (...body: unknown[]) => {
      const { body: all } = await call(playground, COMMANDS, { method: 'PUT', body });
      return all as unknown as { id: string; name: string; version: string }[];
    };
    const [first, other] = await put(command('one'), command('two'));
    const [same, changed] = await put(command('one'), command('two', { options: [option('x')] }));
    expect(same).toEqual(first);
    expect(changed?.id).toBe(other?.id);
    expect(changed?.version).not.toBe(other?.version);
    expect(await put(command('two'))).toHaveLength(1);
  });

  test('creates, updates and deletes single ones, in a guild too', async () => {
    const path = `/applications/${APPLICATION_ID}/guilds/300000000000000001/commands`;
    const made = await call(playground, path, { body: command('local') });
    expect(made).toMatchObject({ status: 201, body: { guild_id: '300000000000000001', type: 1 } });
    expect((await call(playground, path, { body: command('local') })).status).toBe(200);
    const one = `${path}/${String(made.body['id'])}`;
    const patched = await call(playground, one, { method: 'PATCH', body: { description: 'Better' } });
    expect(patched.body).toMatchObject({ name: 'local', description: 'Better' });
    expect((await call(playground, one, { method: 'DELETE' })).status).toBe(204);
    expect((await call(playground, one)).status).toBe(404);
  });

  test('tells translations only when asked', async () => {
    const body = [command('hello', { name_localizations: { de: 'hallo' } })];
    await call(playground, COMMANDS, { method: 'PUT', body });
    expect((await call(playground, COMMANDS)).body).not.toHaveProperty('0.name_localizations');
    const full = await call(playground, `${COMMANDS}?with_localizations=true`);
    expect(full.body).toHaveProperty('0.name_localizations.de', 'hallo');
  });

  test.each([
    ['an upper-case name', command('Nope'), 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a name with a space', command('no pe'), 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
    ['a name of 33', command('x'.repeat(33)), 'name', 'BASE_TYPE_BAD_LENGTH'],
    ['no description', { name: 'x' }, 'description', 'BASE_TYPE_REQUIRED'],
    [
      'a description of 101',
      command('x', { description: 'x'.repeat(101) }),
      'description',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an unknown language',
      command('x', { name_localizations: { xx: 'x' } }),
      'name_localizations.xx',
      'BASE_TYPE_CHOICES',
    ],
    [
      'a bad translated name',
      command('x', { name_localizations: { de: 'Nein Danke' } }),
      'name_localizations.de',
      'APPLICATION_COMMAND_INVALID_NAME',
    ],
    [
      '26 options',
      command('x', { options: Array.from({ length: 26 }, (_, i) => option(`o${i}`)) }),
      'options',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'an option twice',
      command('x', { options: [option('a'), option('a')] }),
      'options.1.name',
      'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
    ],
    [
      'a required option too late',
      command('x', { options: [option('a'), option('b', { required: true })] }),
      'options.1',
      'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      '26 choices',
      command('x', {
        options: [
          option('a', { choices: Array.from({ length: 26 }, (_, i) => ({ name: `n${i}`, value: `${i}` })) }),
        ],
      }),
      'options.0.choices',
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a number among the choices of a string',
      command('x', { options: [option('a', { choices: [{ name: 'n', value: 1 }] })] }),
      'options.0.choices.0.value',
      'APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_INVALID',
    ],
    [
      'choices beside autocomplete',
      command('x', { options: [option('a', { autocomplete: true, choices: [{ name: 'n', value: 'v' }] })] }),
      'options.0.choices',
      'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID',
    ],
    [
      'a choice name of 101',
      command('x', { options: [option('a', { choices: [{ name: 'n'.repeat(101), value: 'v' }] })] }),
      'options.0.choices.0.name',
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a choice name twice',
      command('x', {
        options: [
          option('a', {
            choices: [
              { name: 'n', value: 'v' },
              { name: 'n', value: 'w' },
            ],
          }),
        ],
      }),
      'options.0.choices.1.name',
      'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS',
    ],
    [
      'a string longer than 6,000',
      command('x', { options: [option('a', { max_length: 6001 })] }),
      'options.0.max_length',
      'NUMBER_TYPE_MAX',
    ],
    [
      'a description of a context menu command',
      { name: 'Look', type: 2, description: 'A look' },
      'description',
      'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
    ],
    ['an impossible context', command('x', { contexts: [3] }), 'contexts.0', 'BASE_TYPE_CHOICES'],
    [
      'an impossible installation',
      command('x', { integration_types: [2] }),
      'integration_types.0',
      'BASE_TYPE_CHOICES',
    ],
    [
      'a subcommand beside an option',
      command('x', { options: [{ type: 1, name: 's', description: 'd' }, option('a')] }),
      'options',
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      'a subcommand in a subcommand',
      command('x', {
        options: [
          { type: 1, name: 's', description: 'd', options: [{ type: 1, name: 't', description: 'd' }] },
        ],
      }),
      'options.0.options',
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
  ])('refuses %s', async (_what, body, path, code) => {
    const refused = await call(playground, COMMANDS, { body });
    expect(refused).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(refused.body.errors).toHaveProperty(
      `${path}._errors`,
      expect.arrayContaining([expect.objectContaining({ code })]),
    );
  });

  test('refuses a command of more than 8,000 characters, and the 101st', async () => {
    const options = Array.from({ length: 25 }, (_, i) =>
      option(`o${i}`, {
        choices: Array.from({ length: 4 }, (_, j) => ({
          name: `n${j}`.padEnd(50, 'x'),
          value: `v${j}`.padEnd(50, 'x'),
        })),
      }),
    );
    const large = await call(playground, COMMANDS, { body: command('large', { options }) });
    expect(large.body.errors).toHaveProperty('_errors.0.code', 'APPLICATION_COMMAND_TOO_LARGE');
    const all = Array.from({ length: 101 }, (_, i) => command(`c${i}`));
    expect((await call(playground, COMMANDS, { method: 'PUT', body: all })).body.code).toBe(30032);
    const twice = await call(playground, COMMANDS, { method: 'PUT', body: [command('a'), command('a')] });
    expect(twice.body.errors).toHaveProperty('1.name._errors.0.code', 'APPLICATION_COMMANDS_DUPLICATE_NAME');
  });

  test('counts a text of 8,000 characters by its longest translation', async () => {
    const long = 'x'.repeat(100);
    const options = Array.from({ length: 25 }, (_, i) =>
      option(`o${i}`, { description: 'd', description_localizations: { de: long } }),
    );
    const choices = Array.from({ length: 25 }, (_, i) => ({ name: `${i}`.padEnd(100, 'n'), value: `${i}` }));
    const fits = [option('first', { choices }), ...options.slice(1)];
    expect((await call(playground, COMMANDS, { body: command('fits', { options: fits }) })).status).toBe(201);
    const many = options.map((one) => ({ ...one, choices }));
    const refused = await call(playground, COMMANDS, { body: command('large', { options: many }) });
    expect(refused.body.errors).toHaveProperty('_errors.0.code', 'APPLICATION_COMMAND_TOO_LARGE');
  });

  test.each([
    [2, 'user'],
    [3, 'message'],
  ])('takes 15 commands of type %d (%s), and no 16th', async (type, kind) => {
    const all = Array.from({ length: 16 }, (_, i) => ({ name: `On a ${kind} ${i}`, type }));
    const most = await call(playground, COMMANDS, { method: 'PUT', body: all.slice(1) });
    expect(most.body).toHaveLength(15);
    expect((await call(playground, COMMANDS, { body: all[0] })).body.code).toBe(30032);
  });

  test('takes 200 new commands a day in a guild; known names are free', async () => {
    const path = `/applications/${APPLICATION_ID}/guilds/300000000000000002/commands`;
    const put = async (prefix: string, count: number) => {
      const body = Array.from({ length: count }, (_, i) => command(`${prefix}${i}`));
      return call(playground, path, { method: 'PUT', body });
    };
    expect((await put('a', 100)).status).toBe(200);
    expect((await put('b', 99)).status).toBe(200);
    expect((await put('b', 100)).status).toBe(200);
    expect((await put('b', 100)).status).toBe(200);
    expect((await call(playground, path, { method: 'PUT', body: [command('one-more')] })).body).toMatchObject(
      {
        code: 30034,
      },
    );
    clock += 86_400_000;
    expect((await call(playground, path, { method: 'PUT', body: [command('one-more')] })).status).toBe(200);
  });
});
