import { deleteList, restoreList } from '../../../src/models/todo-list/delete.ts';
import { todoLists, type TodoList } from '../../../src/models/todo-list/todo-list.ts';
import { deleteCommands } from '../../owned/delete.ts';
import type { OwnedCommands } from '../../owned/owned-commands.ts';
import { shareCommand, unshareCommand } from '../../owned/share.ts';
import { listOption } from '../list-option.ts';

const commands: OwnedCommands<TodoList> = {
  things: todoLists,
  option: 'list',
  named: listOption,
  deleted: 'list-deleted',
  remove: ({ caller, now }, reference) => deleteList(caller, reference, now()),
  restore({ caller, now, limits }, reference) {
    const most = { lists: limits.todoListsPerOwner, todos: limits.todosPerUser };
    return restoreList(caller, reference, most, now());
  },
};

/** `/todo lists share`, `unshare`, `delete` and `restore`. */
export const share = shareCommand(commands);
export const unshare = unshareCommand(commands);
export const { remove: deleteSubcommand, restore } = deleteCommands(commands);
