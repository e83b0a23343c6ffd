import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../playground/driver/answer.ts';
import type { Member } from '../../playground/driver/member.ts';
import { componentsIn } from '../../playground/driver/visible.ts';
import { commands } from '../../commands/index.ts';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato();
everybodyReadsEnglish(ostinato);
const as = (...where: Parameters<typeof ostinato.discord.member>) => ostinato.discord.member(...where);

/** Stands in everything that is Alice's alone, and in nothing else. */
const MARK = 'Zyxwvut';
const LIST = `${MARK} list`;
const SONGS = `${MARK} songs`;
const file = (filename: string, data: string) => ({ filename, data });
const chloe = () => as('chloe');
const BUTTON = 2;
const MENU = 3;
interface Menu {
  custom_id: string;
  type: number;
  options: { value: string }[];
}

/** What Alice does with things of her own, by the name of each subcommand; in this order. */
const TRIALS: Record<string, (alice: Member) => Promise<Answer>> = {
  'playlist create': (alice) =>
    alice.slash('/playlist create', { name: SONGS, visibility: 'private', description: `About ${MARK}` }),
  'playlist add': async (alice) => {
    for (let n = 1; n <= 12; n += 1)
      await alice.slash('/playlist add', { playlist: SONGS, track: `${MARK} ${n}` });
    return alice.slash('/playlist add', { playlist: SONGS, track: `https://example.org/${MARK}` });
  },
  'playlist show': (alice) => alice.slash('/playlist show', { playlist: SONGS }),
  'playlist list': async (alice) => {
    for (let n = 1; n <= 12; n += 1) await alice.slash('/playlist create', { name: `${MARK} more ${n}` });
    return alice.slash('/playlist list');
  },
  'playlist search': (alice) => alice.slash('/playlist search', { text: MARK }),
  'playlist edit': async (alice) =>
    (await alice.slash('/playlist edit', { playlist: SONGS })).submit({ name: SONGS }),
  'playlist import': (alice) =>
    alice.slash('/playlist import', { playlist: SONGS, file: file('a.m3u', `${MARK} in a file\n`) }),
  'playlist export': (alice) => alice.slash('/playlist export', { playlist: SONGS, format: 'csv' }),
  'playlist remove': (alice) => alice.slash('/playlist remove', { playlist: SONGS, positions: '1' }),
  'playlist move': (alice) => alice.slash('/playlist move', { playlist: SONGS, from: 1, to: 2 }),
  'playlist shuffle': (alice) => alice.slash('/playlist shuffle', { playlist: SONGS }),
  'playlist dedupe': (alice) => alice.slash('/playlist dedupe', { playlist: SONGS }),
  'playlist clear': (alice) => alice.slash('/playlist clear', { playlist: `${MARK} more 2` }),
  'playlist share': (alice) => alice.slash('/playlist share', { playlist: SONGS, user: chloe() }),
  'playlist unshare': (alice) => alice.slash('/playlist unshare', { playlist: SONGS, user: chloe() }),
  'playlist copy': (alice) => alice.slash('/playlist copy', { playlist: SONGS, name: `${MARK} copy` }),
  'playlist delete': (alice) => alice.slash('/playlist delete', { playlist: `${MARK} copy` }),
  'playlist restore': (alice) => alice.slash('/playlist restore', { playlist: `${MARK} copy` }),
  'save-to-playlist': async (alice) => {
    const { id } = await alice.say('https://example.org/a');
    const opened = await alice.onMessage('Save to playlist', id);
    const choices = JSON.stringify(opened.modal);
    const chosen = /"label":"Zyxwvut songs","value":"([^"]+)"|"value":"([^"]+)","label":"Zyxwvut songs"/.exec(
      choices,
    );
    return opened.submit({ playlist: [chosen?.[1] ?? chosen?.[2] ?? ''] });
  },
  'todo lists create': async (alice) => {
    for (let n = 1; n <= 11; n += 1) await alice.slash('/todo lists create', { name: `${MARK} ${n}` });
    return alice.slash('/todo lists create', { name: LIST });
  },
  'todo add': async (alice) => {
    for (let n = 1; n <= 12; n += 1)
      await alice.slash('/todo add', { list: LIST, text: `${MARK} to do ${n}` });
    keep(await alice.slash('/todo add', { list: LIST, text: `${MARK} dated`, due: 'tomorrow 17:00' }));
    return alice.slash('/todo add', { list: LIST, text: `${MARK} past`, due: '2020-01-01 10:00' });
  },
  'todo list': (alice) => alice.slash('/todo list', { list: LIST }),
  'todo show': (alice) => alice.slash('/todo show', { list: LIST, todo: '1' }),
  'todo done': (alice) => alice.slash('/todo done', { list: LIST, todo: '1' }),
  'todo reopen': (alice) => alice.slash('/todo reopen', { list: LIST, todo: '1' }),
  'todo edit': async (alice) =>
    (await alice.slash('/todo edit', { list: LIST, todo: '2' })).submit({ text: `${MARK} edited` }),
  'todo remove': (alice) => alice.slash('/todo remove', { list: LIST, todo: '2' }),
  'todo restore': (alice) => alice.slash('/todo restore', { list: LIST, todo: '2' }),
  'todo clear': async (alice) => {
    await alice.slash('/todo done', { list: LIST, todo: '3' });
    return alice.slash('/todo clear', { list: LIST });
  },
  'todo claim': (alice) => alice.slash('/todo claim', { list: LIST, todo: '4' }),
  'todo assign': async (alice) => {
    await alice.slash('/todo assign', { list: LIST, todo: '4', assignee: chloe() });
    await alice.slash('/todo lists create', { name: 'Open list', scope: 'server' });
    await alice.slash('/todo add', { list: 'Open list', text: 'Open' });
    return alice.slash('/todo assign', { list: 'Open list', todo: '1', assignee: chloe() });
  },
  'todo import': (alice) =>
    alice.slash('/todo import', { list: LIST, file: file('a.md', `- [ ] ${MARK} in a file\n`) }),
  'todo export': (alice) => alice.slash('/todo export', { list: LIST, format: 'markdown' }),
  'todo lists show': (alice) => alice.slash('/todo lists show'),
  'todo lists rename': (alice) =>
    alice.slash('/todo lists rename', { list: `${MARK} 1`, name: `${MARK} one` }),
  'todo lists share': (alice) => alice.slash('/todo lists share', { list: LIST, user: chloe() }),
  'todo lists unshare': (alice) => alice.slash('/todo lists unshare', { list: LIST, user: chloe() }),
  'todo lists delete': (alice) => alice.slash('/todo lists delete', { list: `${MARK} 2` }),
  'todo lists restore': (alice) => alice.slash('/todo lists restore', { list: `${MARK} 2` }),
  'add-to-todo': async (alice) => {
    const { id } = await alice.say('ordinary');
    const save = async () => alice.onMessage('Add to to-dos', id);
    await (await save()).submit({ text: `${MARK} saved` });
    return (await save()).submit({ text: `${MARK} saved twice` });
  },
  'preferences view': (alice) => alice.slash('/preferences view'),
  'preferences set': (alice) => alice.slash('/preferences set', { timezone: 'IST' }),
  'settings view': (alice) => alice.slash('/settings view'),
  'settings set': (alice) => alice.slash('/settings set', { timezone: 'IST' }),
  'settings module': (alice) => alice.slash('/settings module', { module: 'todo', enabled: true }),
  'settings staff': (alice) => alice.slash('/settings staff', { role: 'Listener', staff: false }),
  'settings audit': async (alice) => {
    for (let n = 1; n <= 11; n += 1)
      await alice.slash('/settings set', { language: n % 2 === 0 ? 'ja' : 'fr' });
    return alice.slash('/settings audit');
  },
  'settings export': (alice) => alice.slash('/settings export'),
  'settings import': (alice) => alice.slash('/settings import', { file: file('s.json', `{"${MARK}": 1}`) }),
  'data export': (alice) => {
    // Below the answer to those of whom much is held.
    pressed.set('data.here', { customId: `1:data.here:${alice.id}`, componentType: BUTTON });
    return alice.slash('/data export');
  },
  'data delete': (alice) => alice.slash('/data delete'),
  help: (alice) => alice.slash('/help'),
  about: (alice) => {
    // Below the answer to whoever owns the application.
    const job = '00000000-0000-7000-8000-000000000000';
    const states = {
      failed: '',
      retry: `:${job}`,
      retryall: ':reminders',
      drop: `:${job}`,
      dropsure: `:${job}`,
    };
    for (const [name, state] of Object.entries(states))
      pressed.set(`about.${name}`, {
        customId: `1:about.${name}:${alice.id}${state}`,
        componentType: BUTTON,
      });
    pressed.set('about.job', {
      customId: `1:about.job:${alice.id}`,
      componentType: MENU,
      values: [job],
    });
    return alice.slash('/about');
  },
};

const paths = commands.flatMap(({ name, subcommands }) =>
  subcommands ? Object.keys(subcommands).map((sub) => `${name} ${sub}`) : [name],
);
const components = [...new Set(commands.flatMap((command) => command.components?.map(({ id }) => id) ?? []))];
/** A press of each component, or a choice in it, as it stood below an answer; by its id. */
const pressed = new Map<string, { customId: string; componentType: number; values?: string[] }>();

/** Everything that somebody else can read in Alice's channel, files included. */
async function seenByBob(): Promise<string> {
  const messages = await as('bob').messages();
  const files = await Promise.all(
    messages.flatMap(({ attachments }) => attachments.map(async ({ url }) => (await fetch(url)).text())),
  );
  return JSON.stringify([messages.filter(({ author }) => author.bot), files]);
}

function keep(answer: Answer): void {
  for (const { customId = '', disabled } of answer.buttons)
    if (!disabled) pressed.set(customId.split(':')[1] ?? '', { customId, componentType: BUTTON });
  for (const component of componentsIn(answer.message?.components)) {
    const { custom_id: customId, type: componentType, options } = component as Partial<Menu>;
    if (customId && componentType && options)
      pressed.set(customId.split(':')[1] ?? '', {
        customId,
        componentType,
        values: options.slice(0, 1).map(({ value }) => value),
      });
  }
}

test('every subcommand is tried', () => {
  expect(Object.keys(TRIALS).sort()).toEqual([...paths].sort());
});

describe('what is somebody’s own is told in a channel of a server to them alone:', () => {
  test.each(Object.entries(TRIALS))('%s', async (_, attempt) => {
    const answer = await attempt(as('alice'));
    expect(answer.failed).toBe(false);
    expect(answer.text).not.toContain('went wrong');
    keep(answer);
    expect(await seenByBob()).not.toContain(MARK);
  });
});

describe('a press below what everybody sees', () => {
  test('changes it only into what is for everybody', async () => {
    const alice = as('alice');
    await alice.slash('/playlist create', { name: 'Open', scope: 'server' });
    for (let n = 1; n <= 11; n += 1)
      await alice.slash('/playlist add', { playlist: 'Open', track: `Open ${n}` });
    const shown = await alice.slash('/playlist show', { playlist: 'Open' });
    expect(shown.ephemeral).toBe(false);
    const next = await shown.press('Next page ▶');
    expect(next).toMatchObject({ ephemeral: false, followups: [] });
    expect(await seenByBob()).toContain('Open 11');
  });

  test('is told to the presser alone where it is not for everybody', async () => {
    const alice = as('alice');
    const shown = await alice.slash('/playlist show', { playlist: 'Open' });
    const press = pressed.get('playlist.show') ?? { customId: '' };
    const messageId = shown.message?.id ?? '';
    const answer = await alice.raw({ kind: 'component', messageId, ...press, force: true });
    expect(answer.ephemeral).toBe(true);
    expect(answer.text).toContain(MARK);
    expect(await seenByBob()).not.toContain(MARK);
    // What was there is there still.
    const seen = (await as('bob').messages()).find(({ id }) => id === messageId);
    expect(JSON.stringify(seen?.embeds)).toContain('Open');
  });

  test('reveals nothing, whichever component it is of', async () => {
    const alice = as('alice');
    const tried: string[] = [];
    for (const [id, press] of pressed) {
      const shown = await alice.slash('/playlist show', { playlist: 'Open' });
      const messageId = shown.message?.id ?? '';
      const answer = await alice.raw({ kind: 'component', messageId, ...press, force: true });
      // What that leads to is pressed in its turn.
      if (answer.modal) keep(await answer.submit({ text: `${MARK} by a form`, timezone: 'IST', word: MARK }));
      expect([id, answer.failed, answer.text.includes('went wrong')]).toEqual([id, false, false]);
      expect([id, (await seenByBob()).includes(MARK)]).toEqual([id, false]);
      tried.push(id);
    }
    // Reminders and notices have tests of their own.
    const untried = components.filter((id) => !tried.includes(id) && !/^(reminder|notice)-/.test(id));
    expect(untried).toEqual([]);
  });

  test('of a server is not shown in another, nor where the bot is not', async () => {
    const elsewhere = as('alice', { guild: 'night-owls' });
    await elsewhere.slash('/playlist create', { name: 'Night', scope: 'server' });
    const shown = await elsewhere.slash('/playlist show', { playlist: 'Night' });
    expect(shown.ephemeral).toBe(false);
    const [{ customId = '' } = {}] = shown.buttons;
    expect(customId).toBe('');
    expect((await as('alice').slash('/playlist show', { playlist: 'Night' })).ephemeral).toBe(true);
  });
});

test('what is public, or of this server, is told to everybody', async () => {
  const alice = as('alice');
  await alice.slash('/playlist create', { name: 'For everybody', visibility: 'public' });
  await alice.slash('/playlist create', { name: 'For the server', visibility: 'server' });
  for (const playlist of ['For everybody', 'For the server'])
    expect((await alice.slash('/playlist show', { playlist })).ephemeral).toBe(false);
  // Bob sees Alice's because both are here.
  expect((await as('bob').slash('/playlist list', { whose: alice })).ephemeral).toBe(false);
});

test('in a direct message nobody reads along', async () => {
  const answer = await as('alice', { dm: true }).slash('/playlist show', { playlist: SONGS });
  expect(answer.text).toContain(MARK);
  expect(answer.ephemeral).toBe(false);
});

test('a reply that takes long is private from the start', async () => {
  await ostinato.discord.faults.set({ latency: { restMs: 900, gatewayMs: 900 } });
  const answer = await as('alice').slash('/playlist show', { playlist: SONGS });
  await ostinato.discord.faults.clear();
  expect(answer.ephemeral).toBe(true);
});
