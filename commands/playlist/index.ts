import type { Command } from '../../src/discord/command.ts';
import { EVERYWHERE } from '../everywhere.ts';
import { add } from './add.ts';
import { create } from './create.ts';
import { list, listPage } from './list.ts';
import { move } from './move.ts';
import { remove as deletePlaylist, undoDelete } from './delete.ts';
import { remove, undoRemove } from './remove.ts';
import { restore } from './restore.ts';
import { show, showPage } from './show.ts';

/** `/playlist`: ordered lists of tracks, of a person or of a server. */
export const playlist = {
  name: 'playlist',
  module: 'playlist',
  ...EVERYWHERE,
  subcommands: { create, add, show, list, remove, move, delete: deletePlaylist, restore },
  components: [showPage, listPage, undoDelete, undoRemove],
} satisfies Command;
