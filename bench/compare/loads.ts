import { drive, type Load } from '../discord/load.ts';
import type { FakeDiscord } from '../discord/fake-discord.ts';
import type { Typed } from '../discord/interaction.ts';

/** What is compared, in the order of a round: to-dos are added before some are done. */
export const COMMANDS = [
  'todo add',
  'todo add with a date',
  'todo done',
  'todo list',
  'playlist add',
  'playlist show',
  'help',
  'about',
] as const;
export type CommandName = (typeof COMMANDS)[number];

const GUILD = '500000000000000001';
const FIRST_USER = 600_000_000_000_000_000n;
const LIST = 'Songs for the road';
/** In each list that is shown: a page, and a little more. */
const EACH = 12;
/** Interactions under way while lists are filled. */
const FILLING = 32;

/** With the same right answer each time. */
export type LoadOfOne = Load & { expects: string };

/** What is typed to one bot, and what that bot has answered so far. */
export interface Loads {
  of: Record<CommandName, LoadOfOne>;
  /** Types what must be there before the commands can be compared. */
  fill(discord: FakeDiscord): Promise<void>;
}

/** @param people who read, and as many who write: enough that no row's lock makes them wait for each other */
export function loadsFor(people: number): Loads {
  const by = (person: number, command: string, options: Typed['options'] = {}): Typed => ({
    userId: String(FIRST_USER + BigInt(person)),
    guildId: GUILD,
    command,
    options,
  });
  const reader = (n: number) => n % people;
  const writer = (n: number) => people + (n % people);
  const open: { person: number; todo: string }[] = [];
  let written = 0;

  const adding = (options: Record<string, string>): LoadOfOne => ({
    next: () => by(writer((written += 1)), 'todo add', { text: 'Buy milk and bread', ...options }),
    expects: 'Buy milk and bread',
    heard({ userId }, body) {
      const [, todo = ''] = /`#(\d+)`/.exec(body) ?? [];
      open.push({ person: Number(BigInt(userId) - FIRST_USER), todo });
    },
  });
  const track = (person: number) =>
    by(person, 'playlist add', { playlist: LIST, track: 'A long way home', artist: 'Somebody' });

  const of: Loads['of'] = {
    'todo add': adding({}),
    'todo add with a date': adding({ due: '2030-06-01 17:00' }),
    'todo done': {
      next() {
        const { person = 0, todo = '' } = open.pop() ?? {};
        return by(person, 'todo done', { todo });
      },
      left: () => open.length,
      expects: 'Buy milk and bread',
    },
    'todo list': { next: (n) => by(reader(n), 'todo list'), expects: `${EACH} to-dos` },
    'playlist add': { next: () => track(writer((written += 1))), expects: 'A long way home' },
    'playlist show': {
      next: (n) => by(reader(n), 'playlist show', { playlist: LIST }),
      expects: `${EACH} tracks`,
    },
    help: { next: (n) => by(reader(n), 'help'), expects: 'playlist' },
    about: { next: (n) => by(reader(n), 'about'), expects: 'available' },
  };
  return {
    of,
    async fill(discord) {
      const type = (count: number, next: (n: number) => Typed, expects: string) =>
        drive(discord, { next, expects }, { concurrency: Math.min(FILLING, people), seconds: 600, count });
      await type(people * 2, (n) => by(n, 'playlist create', { name: LIST }), LIST);
      await type(people * EACH, (n) => by(reader(n), 'todo add', { text: 'Water the plants' }), 'Water');
      await type(people * EACH, (n) => track(reader(n)), 'home');
    },
  };
}

/** What is typed to a bot that knows one word. */
export const PONG: Load = {
  next: () => ({ userId: String(FIRST_USER), guildId: GUILD, command: 'help' }),
  expects: 'pong',
};
