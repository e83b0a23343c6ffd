import type { InteractionReplyOptions } from 'discord.js';
import { buttons, card } from './messages.ts';

/** As long as the first page of Ostinato's help. */
const COMMANDS = [
  ['create', 'name *description* *scope* *visibility*', 'Create a playlist'],
  ['add', 'playlist track *title* *artist*', 'Add a track to the end of a playlist'],
  ['show', 'playlist *page*', 'Show the tracks of a playlist'],
  ['list', '*whose* *scope*', 'List playlists'],
  ['search', 'text', 'Search your playlists, this server’s and public ones'],
  ['edit', 'playlist', 'Edit the name, description and visibility of a playlist'],
  ['import', 'playlist file *mode* *problems*', 'Import tracks from a file: M3U, PLS, XSPF, CSV or JSON'],
  ['export', 'playlist format', 'Export the tracks of a playlist to a file'],
  ['remove', 'playlist positions', 'Remove tracks from a playlist'],
  ['move', 'playlist from to', 'Move a track to another position in a playlist'],
  ['shuffle', 'playlist', 'Shuffle the tracks of a playlist'],
  ['dedupe', 'playlist', 'Remove duplicate tracks from a playlist'],
  ['clear', 'playlist', 'Remove all tracks from a playlist'],
  ['share', 'playlist user *role*', 'Share a playlist with someone'],
  ['unshare', 'playlist user', 'Stop sharing a playlist with someone'],
  ['copy', 'playlist *name*', 'Copy a playlist to a new one of your own'],
  ['delete', 'playlist', 'Delete a playlist; you can restore it for 30 days'],
  ['restore', 'playlist', 'Restore a playlist that was deleted in the last 30 days'],
] as const;

export function helpPage(): InteractionReplyOptions {
  const lines = COMMANDS.map(
    ([name, options, description]) => `</playlist ${name}:300000000000000001> ${options}\n-# ${description}`,
  );
  return card(
    {
      title: 'What you can do here',
      lines: [
        'Type `/` and choose a command. Options in *italics* are optional.',
        '### Playlists: yours and this server’s',
        ...lines,
        'Save to playlist: in the menu of a message, under Apps',
      ],
      facts: ['Page 1 of 3'],
    },
    [
      buttons(
        { label: '◀ Previous page', id: 'help:0', disabled: true },
        { label: 'Next page ▶', id: 'help:2' },
      ),
    ],
  );
}
