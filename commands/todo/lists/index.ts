import { group } from '../../../src/discord/declare/command.ts';
import { create, rename } from './create.ts';
import { deleteSubcommand, restore, share, unshare } from './owned.ts';
import { listsPage, show } from './show.ts';

/** `/todo lists`: the lists themselves. */
export const lists = group('lists', {
  show,
  create,
  rename,
  share,
  unshare,
  delete: deleteSubcommand,
  restore,
});

/** The buttons below their answers. */
export const listComponents = [listsPage];
