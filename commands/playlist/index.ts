import type { Command } from '../../src/discord/declare/command.ts';
import { EVERYWHERE } from '../everywhere.ts';
import { undo } from '../undo.ts';
import { add } from './add.ts';
import { create } from './create.ts';
import { clear, dedupe } from './clear.ts';
import { copy } from './copy.ts';
import { edit, editForm } from './edit.ts';
import { exportPlaylist, importPlaylist } from './file.ts';
import { list, listPage } from './list.ts';
import { search } from './search.ts';
import { shuffle } from './shuffle.ts';
import { move } from './move.ts';
import { open } from './open.ts';
import { remove } from './remove.ts';
import { deletePlaylist, restore, share, unshare } from './owned.ts';
import { show, showMenu, showPage } from './show.ts';

/** `/playlist`: ordered lists of tracks, of a person or of a server. */
export const playlist = {
  name: 'playlist',
  module: 'playlist',
  ...EVERYWHERE,
  subcommands: {
    create,
    add,
    show,
    list,
    search,
    edit,
    import: importPlaylist,
    export: exportPlaylist,
    remove,
    move,
    shuffle,
    dedupe,
    clear,
    share,
    unshare,
    copy,
    delete: deletePlaylist,
    restore,
  },
  forms: [editForm],
  components: [showPage, showMenu, listPage, open, undo],
} satisfies Command;
