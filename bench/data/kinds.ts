import type { Typed } from '../discord/interaction.ts';
import type { Caller } from './callers.ts';

/** One way to use the data: what somebody types the n-th time. */
export interface Kind {
  name: string;
  type(caller: Caller, n: number): Pick<Typed, 'command' | 'options' | 'completing'>;
}

const PAGE = 10;

const listing = (name: string, options: Typed['options'] = {}): Kind => ({
  name: `todo list: ${name}`,
  type: () => ({ command: 'todo list', options }),
});

const typingTodo = (name: string, texts: readonly string[]): Kind => ({
  name: `todo autocomplete: ${name}`,
  type: (_, n) => ({
    command: 'todo done',
    options: { todo: texts[n % texts.length] ?? '' },
    completing: 'todo',
  }),
});

const searching = (name: string, texts: readonly string[]): Kind => ({
  name: `search: ${name}`,
  type: (_, n) => ({ command: 'playlist search', options: { text: texts[n % texts.length] ?? '' } }),
});

/** What is measured, reads before writes. */
export const KINDS: readonly Kind[] = [
  {
    name: 'autocomplete',
    type: ({ name }, n) => ({
      command: 'playlist show',
      options: { playlist: name.slice(0, n % 5).toLowerCase() },
      completing: 'playlist',
    }),
  },
  { name: 'list page', type: () => ({ command: 'playlist list' }) },
  {
    name: 'show page, by id',
    type: ({ playlistId, tracks }, n) => ({
      command: 'playlist show',
      options: { playlist: playlistId, page: 1 + (n % Math.ceil(tracks / PAGE)) },
    }),
  },
  {
    name: 'show page, by name',
    type: ({ name }) => ({ command: 'playlist show', options: { playlist: name } }),
  },
  searching('rare word', ['xylophone', 'theremin', 'mandolin', 'bandoneon', 'hurdy-gurdy', 'amphitheatre']),
  searching('common word', ['mix', 'night', 'summer', 'chill', 'love', 'party']),
  searching('typing error', ['nigth', 'sumer', 'xylofone', 'brekfast', 'jaz', 'telescop', 'coffe', 'wekend']),
  searching('two letters', ['mi', 'ro', 'xy', 'lo', 'ja', 'su']),
  {
    name: 'search: whole name',
    type: ({ name }) => ({ command: 'playlist search', options: { text: name } }),
  },
  searching('two words', [
    'summer night',
    'golden jazz',
    'rainy sunday',
    'coffee house',
    'dark techno',
    'old pirate',
  ]),
  {
    name: 'add',
    type: ({ playlistId }, n) => ({
      command: 'playlist add',
      options: { playlist: playlistId, track: `Bench ${n}` },
    }),
  },
  {
    name: 'move',
    type: ({ playlistId, tracks }, n) => ({
      command: 'playlist move',
      options: { playlist: playlistId, from: 1 + (n % tracks), to: 1 + ((n * 7) % tracks) },
    }),
  },
  {
    name: 'remove',
    type: ({ playlistId, tracks }, n) => ({
      command: 'playlist remove',
      options: { playlist: playlistId, positions: String(1 + (n % Math.min(6, tracks))) },
    }),
  },
  listing('open'),
  listing('overdue', { filter: 'overdue' }),
  listing('today', { filter: 'today' }),
  listing('mine', { filter: 'mine' }),
  listing('done', { filter: 'done' }),
  listing('by priority', { sort: 'priority' }),
  {
    name: 'todo list: of a server, by name',
    type: (_, n) => ({ command: 'todo list', options: { list: `list ${1 + (n % 2)}` } }),
  },
  typingTodo('rare word', ['xylophone', 'theremin', 'mandolin', 'bandoneon', 'hurdy-gurdy', 'amphitheatre']),
  typingTodo('common word', ['mix', 'night', 'summer', 'chill', 'love', 'party']),
  typingTodo('nothing yet', ['']),
  {
    name: 'todo autocomplete: lists',
    type: (_, n) => ({
      command: 'todo list',
      options: { list: 'list'.slice(0, n % 5) },
      completing: 'list',
    }),
  },
  { name: 'todo lists page', type: () => ({ command: 'todo lists show' }) },
  {
    name: 'todo add',
    type: (_, n) => ({ command: 'todo add', options: { text: `Bench ${n}`, due: 'tomorrow 17:00' } }),
  },
  // The numbers that every list had when it was made; what was done before is not done again, and is said to be.
  {
    name: 'todo done',
    type: (_, n) => ({ command: 'todo done', options: { todo: String(1 + (n % 24)) } }),
  },
];
