import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startAsking } from '../support/asking.ts';

const GENERAL = '400000000000000001';
const BOB = '200000000000000002';
const CURATOR = '500000000000000002';
const NUMBER = { description: 'd', min_value: 1, max_value: 3 };
const OPTIONS = [
  { type: 3, name: 'text', description: 'd', max_length: 5 },
  { type: 3, name: 'choice', description: 'd', choices: [{ name: 'One', value: 'one' }] },
  { type: 4, name: 'whole', ...NUMBER },
  { type: 10, name: 'any', ...NUMBER },
  { type: 5, name: 'yes', description: 'd' },
  { type: 6, name: 'who', description: 'd' },
  { type: 7, name: 'where', description: 'd' },
  { type: 7, name: 'voice', description: 'd', channel_types: [2] },
  { type: 8, name: 'role', description: 'd' },
  { type: 9, name: 'either', description: 'd' },
  { type: 11, name: 'file', description: 'd' },
];
const COMMANDS = [
  { name: 'ask', description: 'Asks', options: OPTIONS },
  { name: 'Look', type: 2 },
  { name: 'Quote', type: 3 },
];

let clock = Date.now();
let asking: Awaited<ReturnType<typeof startAsking>>;
beforeAll(async () => {
  asking = await startAsking(() => clock, COMMANDS);
});
afterAll(async () => asking.playground.close());

const run = async (...options: unknown[]) =>
  asking.act({ kind: 'command', channelId: GENERAL, command: 'ask', options });

async function upload(): Promise<string> {
  const response = await fetch(`${asking.playground.url}/playground/attachments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as: 'alice', channelId: GENERAL, filename: 'a.txt', data: 'YQ==' }),
  });
  return ((await response.json()) as { id: string }).id;
}

describe('a slash command', () => {
  test('carries every kind of option, with what they name', async () => {
    const file = await upload();
    const options = [
      { type: 3, name: 'text', value: 'words' },
      { type: 3, name: 'choice', value: 'one' },
      { type: 4, name: 'whole', value: 2 },
      { type: 10, name: 'any', value: 2.5 },
      { type: 5, name: 'yes', value: false },
      { type: 6, name: 'who', value: BOB },
      { type: 7, name: 'where', value: GENERAL },
      { type: 8, name: 'role', value: CURATOR },
      { type: 9, name: 'either', value: BOB },
      { type: 11, name: 'file', value: file },
    ];
    const { sent } = await run(...options);
    expect(sent.data.options).toEqual(options);
    expect(sent.data.resolved).toMatchObject({
      users: { [BOB]: { username: 'bob' } },
      members: { [BOB]: { roles: ['500000000000000003'], permissions: expect.any(String) } },
      channels: { [GENERAL]: { name: 'general', permissions: expect.any(String) } },
      roles: { [CURATOR]: { name: 'Curator' } },
      attachments: { [file]: { filename: 'a.txt', size: 1, url: expect.stringContaining('hm=') } },
    });
    // Documented: a member that was resolved has no user, deaf or mute of its own.
    expect(sent.data.resolved.members[BOB]).not.toHaveProperty('user');
  });

  test.each([
    ['too many characters', { type: 3, name: 'text', value: 'too long' }, 'between 0 and 5'],
    ['none of the choices', { type: 3, name: 'choice', value: 'two' }, 'one of the choices'],
    ['a text for a number', { type: 4, name: 'whole', value: '2' }, 'whole number'],
    ['a broken whole number', { type: 4, name: 'whole', value: 2.5 }, 'whole number'],
    ['a number that is too large', { type: 10, name: 'any', value: 3.5 }, 'between 1 and 3'],
    ['a text for a truth', { type: 5, name: 'yes', value: 'no' }, 'true or false'],
    ['nobody', { type: 6, name: 'who', value: '1' }, 'no such thing'],
    ['a channel of another guild', { type: 7, name: 'where', value: '400000000000000011' }, 'no such thing'],
    [
      'a channel of another type',
      { type: 7, name: 'voice', value: GENERAL },
      'No channel here is of that type',
    ],
    ['no file', { type: 11, name: 'file', value: '1' }, 'no such thing'],
    ['another type of option', { type: 4, name: 'text', value: 1 }, 'no option'],
    ['an unknown option', { type: 3, name: 'why', value: 'x' }, 'no option'],
  ])('with %s never reaches the bot', async (_what, option, complaint) => {
    await expect(run(option)).rejects.toThrow(complaint);
  });
});

describe('a context menu', () => {
  test('names the user it was opened on', async () => {
    const { sent } = await asking.act({
      kind: 'command',
      channelId: GENERAL,
      command: 'Look',
      type: 2,
      options: [],
      targetId: BOB,
    });
    expect(sent.data).toMatchObject({
      type: 2,
      target_id: BOB,
      resolved: { users: { [BOB]: {} }, members: {} },
    });
    expect(sent.data).not.toHaveProperty('options');
  });

  test('names the message it was opened on, words and all', async () => {
    const said = await fetch(`${asking.playground.url}/playground/channels/${GENERAL}/messages?as=alice`);
    const [first] = (await said.json()) as { id: string; content: string }[];
    const targetId = first?.id ?? '';
    const { sent } = await asking.act({
      kind: 'command',
      channelId: GENERAL,
      command: 'Quote',
      type: 3,
      options: [],
      targetId,
    });
    expect(sent.data.resolved.messages[targetId].content).toBe(first?.content);
    const nothing = {
      kind: 'command',
      channelId: GENERAL,
      command: 'Quote',
      type: 3,
      options: [],
      targetId: '1',
    };
    await expect(asking.act(nothing)).rejects.toThrow('10008');
  });
});

describe('a select', () => {
  async function choose(select: object, values: string[]) {
    clock += 5000;
    const { answerWithResponse } = await run();
    const components = [{ type: 1, components: [{ custom_id: 'select', ...select }] }];
    const { body } = await answerWithResponse(4, { content: 'Choose', components });
    const { id: messageId } = (body['resource'] as { message: { id: string } }).message;
    return asking.act({ kind: 'component', messageId, customId: 'select', values });
  }
  const fruits = ['apple', 'pear', 'plum'].map((fruit) => ({ label: fruit, value: fruit }));

  test('carries what was chosen, and the message it stands in', async () => {
    const { sent } = await choose({ type: 3, options: fruits, max_values: 2 }, ['pear', 'plum']);
    expect(sent).toMatchObject({
      data: { component_type: 3, custom_id: 'select', values: ['pear', 'plum'] },
      message: { content: 'Choose' },
    });
  });

  test.each([
    ['users', 5, BOB, 'users'],
    ['roles', 6, CURATOR, 'roles'],
    ['either', 7, CURATOR, 'roles'],
    ['channels', 8, GENERAL, 'channels'],
  ])('of %s resolves them', async (_what, type, id, kind) => {
    const { sent } = await choose({ type }, [id]);
    expect(sent.data.resolved[kind]).toHaveProperty(id);
  });

  test.each([
    ['too many', { type: 3, options: fruits }, ['pear', 'plum'], 'between 1 and 1'],
    ['too few', { type: 3, options: fruits, min_values: 2, max_values: 3 }, ['pear'], 'between 2 and 3'],
    ['what is not offered', { type: 3, options: fruits }, ['fig'], 'not one of the options'],
    ['one twice', { type: 3, options: fruits, max_values: 2 }, ['pear', 'pear'], 'chosen once'],
    ['something while disabled', { type: 3, options: fruits, disabled: true }, ['pear'], 'disabled'],
    ['nobody', { type: 5 }, ['1'], 'no user'],
    [
      'a channel of another type',
      { type: 8, channel_types: [2] },
      [GENERAL],
      'No channel here is of that type',
    ],
  ])('that is asked for %s never reaches the bot', async (_what, select, values, complaint) => {
    await expect(choose(select, values)).rejects.toThrow(complaint);
  });
});

describe('a modal', () => {
  const fruits = ['apple', 'pear'].map((fruit) => ({ label: fruit, value: fruit }));
  const label = (component: object) => ({ type: 18, label: 'L', component });
  async function open(...components: object[]) {
    const { answer } = await run();
    expect((await answer(9, { custom_id: 'modal', title: 'T', components })).status).toBe(204);
  }

  test('carries every kind of field, filled or left as it was', async () => {
    const file = await upload();
    await open(
      label({ type: 4, custom_id: 'text', style: 1, value: 'before' }),
      label({ type: 6, custom_id: 'roles' }),
      label({ type: 19, custom_id: 'files' }),
      label({ type: 22, custom_id: 'boxes', options: fruits, max_values: 2 }),
      label({ type: 23, custom_id: 'box', default: true }),
    );
    const { sent } = await asking.submitLast({ roles: [CURATOR], files: [file], boxes: ['pear'] });
    const fields = sent.data.components.map(({ component }: { component: object }) => component);
    expect(fields).toMatchObject([
      { type: 4, custom_id: 'text', value: 'before' },
      { type: 6, custom_id: 'roles', values: [CURATOR] },
      { type: 19, custom_id: 'files', values: [file] },
      { type: 22, custom_id: 'boxes', values: ['pear'] },
      { type: 23, custom_id: 'box', value: true },
    ]);
    expect(sent.data.resolved).toMatchObject({
      roles: { [CURATOR]: { name: 'Curator' } },
      attachments: { [file]: { filename: 'a.txt' } },
    });
  });

  test('tells which of the radio buttons was pressed, or none', async () => {
    const radio = label({ type: 21, custom_id: 'radio', options: fruits, required: false });
    await open(radio);
    const { sent } = await asking.submitLast({ radio: 'pear' });
    expect(sent.data.components[0].component).toMatchObject({ type: 21, value: 'pear' });
    await open(radio);
    const none = await asking.submitLast({});
    expect(none.sent.data.components[0].component).toMatchObject({ type: 21, value: null });
  });

  test.each([
    ['an empty required field', label({ type: 4, custom_id: 'f', style: 1 }), {}, 'required'],
    [
      'too short a text',
      label({ type: 4, custom_id: 'f', style: 1, min_length: 3 }),
      { f: 'ab' },
      'between 3',
    ],
    ['no file', label({ type: 19, custom_id: 'f' }), {}, 'between 1 and 1'],
    [
      'too many boxes',
      label({ type: 22, custom_id: 'f', options: fruits, max_values: 1 }),
      { f: ['apple', 'pear'] },
      'between 1 and 1',
    ],
    [
      'what is not offered',
      label({ type: 21, custom_id: 'f', options: fruits }),
      { f: 'fig' },
      'not one of the options',
    ],
  ])('with %s never reaches the bot', async (_what, field, values, complaint) => {
    await open(field);
    await expect(asking.submitLast(values)).rejects.toThrow(complaint);
  });
});
