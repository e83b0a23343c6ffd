import type { Typed } from '../discord/interaction.ts';
import type { Caller } from './callers.ts';

/** One way to use the data: what somebody types the n-th time. */
export interface Kind {
  name: string;
  type(caller: Caller, n: number): Pick<Typed, 'command' | 'options' | 'completing'>;
}

const PAGE = 10;

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
];
