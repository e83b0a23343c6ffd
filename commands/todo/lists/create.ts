import { z } from 'zod';
import { subcommand } from '../../../src/discord/declare/command.ts';
import { about, say } from '../../../src/discord/declare/reply.ts';
import { scope } from '../../../src/domain/ownership/ownership.ts';
import { listName } from '../../../src/domain/todo/todo.ts';
import { todoLists } from '../../../src/models/todo-list/todo-list.ts';
import { listOption, suggestsLists } from '../list-option.ts';

/** `/todo lists create`: an empty list of the caller's, or of the server. */
export const create = subcommand({
  input: z.object({ name: listName, scope: scope.optional() }),

  async execute({ input, ...context }) {
    const { caller, limits, t } = context;
    const wanted = { name: input.name, scope: input.scope ?? 'mine' };
    const list = await todoLists.create(caller, wanted, limits.todoListsPerOwner);
    const key = list.guildId === null ? 'todoList.created' : 'todoList.createdServer';
    return about([list], say(t(key, { name: input.name })));
  },
});

/** `/todo lists rename`: gives a list another name. */
export const rename = subcommand({
  input: z.object({ list: listOption, name: listName }),
  suggest: { list: suggestsLists('owner', { named: true }) },

  async execute({ input, ...context }) {
    const { list: reference, name } = input;
    const { thing: list, before } = await todoLists.change(context.caller, reference, { name });
    return about([list], say(context.t('todoList.renamed', { before: before.name, name })));
  },
});
