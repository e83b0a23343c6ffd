import type { Command } from '../../src/discord/declare/command.ts';
import { EVERYWHERE } from '../everywhere.ts';
import { undo } from '../undo.ts';
import { add } from './add.ts';
import { assign, claim } from './assign.ts';
import { done, reopen } from './done.ts';
import { dueComponents, editForm } from './due-question.ts';
import { edit } from './edit.ts';
import { exportTodos, importTodoFile } from './file.ts';
import { list, listMenu, listPage } from './list.ts';
import { listComponents, lists } from './lists/index.ts';
import { noticeShow } from './notice.ts';
import { reminderComponents } from './reminder.ts';
import { clear, remove, restore } from './remove.ts';
import { show } from './show.ts';
import { zoneComponents, zoneForms } from './zone-question.ts';

/** `/todo`: what people have to do, for themselves or together. */
export const todo = {
  name: 'todo',
  module: 'todo',
  ...EVERYWHERE,
  subcommands: {
    add,
    list,
    show,
    done,
    reopen,
    edit,
    remove,
    restore,
    clear,
    claim,
    assign,
    import: importTodoFile,
    export: exportTodos,
    ...lists,
  },
  forms: [editForm, ...zoneForms],
  components: [
    listPage,
    listMenu,
    undo,
    ...dueComponents,
    ...listComponents,
    ...reminderComponents,
    noticeShow,
    ...zoneComponents,
  ],
} satisfies Command;
