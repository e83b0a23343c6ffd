import { z } from 'zod';
import { button } from '../src/discord/declare/buttons.ts';
import { component, type Command } from '../src/discord/declare/command.ts';
import { form } from '../src/discord/declare/form.ts';
import { LIMITS } from '../src/discord/limits.ts';
import { snowflake } from '../src/domain/snowflake.ts';
import { CALLER } from '../src/domain/ownership/audience.ts';
import { about, say } from '../src/discord/declare/reply.ts';
import { DEFAULT_PRIORITY, priorityNumber, TODO_TEXT_MAX, todoText } from '../src/domain/todo/todo.ts';
import { addFromMessage } from '../src/models/todo/add.ts';
import { restoreTodos } from '../src/models/todo/remove.ts';
import { todoLists } from '../src/models/todo-list/todo-list.ts';
import { EVERYWHERE } from './everywhere.ts';
import { added } from './todo/add.ts';
import { dueIn, dueOption } from './todo/due.ts';
import { listTitle } from './todo/list-option.ts';
import { todoText as textOf } from './todo/todo-text.ts';

/** Stands for the list without a name, which may not be made yet. */
const MINE = 'mine';

/** What the form does when it comes back: the to-do keeps a link to the message. */
const saveForm = form(
  'todo.save',
  // Where it is, Discord says of the form as it did of the message.
  z.object({ message: snowflake }),
  z.object({
    text: todoText.meta({ paragraph: true }),
    due: dueOption.optional(),
    list: z.string().meta({ choice: true }),
  }),
  async ({ state, fields, ...context }) => {
    const { caller, now, limits, t } = context;
    const { due, rhythm, unclear } = dueIn(context, fields.due, null);
    const list = fields.list === MINE ? undefined : fields.list;
    const input = {
      text: fields.text,
      priority: priorityNumber(DEFAULT_PRIORITY),
      due,
      repeat: due && rhythm ? rhythm.repeat : null,
      ...(rhythm && { repeatEvery: rhythm.every }),
      channelId: context.channelId,
      sourceUrl: context.urlOf(state.message),
    };
    const { todo, same } = await addFromMessage(caller, list, input, limits.todosPerUser, now());
    if (!same) return about(CALLER, await added(context, todo, { text: fields.due ?? '', unclear, rhythm }));
    const asked = say(
      t('todo.haveAlready', { todo: textOf(same), list: listTitle({ name: same.listName }, t) }),
      button({ caller }, addAnyway, { id: todo.id }, { label: t('todo.addAnyway') }),
    );
    return about(CALLER, asked);
  },
);

/** “Add it anyway”: what was filled in was kept aside. */
const addAnyway = component('todo.anyway', z.object({ id: z.uuid() }), async ({ state, ...context }) => {
  const { caller, now, limits } = context;
  const [todo] = await restoreTodos(caller, { ids: [state.id] }, limits.todosPerUser, now());
  if (!todo) throw new Error('what was restored is there');
  return about(CALLER, await added(context, todo, { text: '', unclear: null, rhythm: null }));
});

/** “Add to to-dos” in the menu of a message: its text becomes something to do. */
export const addToTodo = {
  name: 'add-to-todo',
  module: 'todo',
  ...EVERYWHERE,
  forms: [saveForm],
  components: [addAnyway],
  onMessage: {
    opensForm: true,
    async execute({ message, caller, t }) {
      const lists = await todoLists.suggest(caller, '', { role: 'member' });
      const choices = [
        { value: MINE, label: t('todo.myList') },
        ...lists.slice(0, LIMITS.options - 1).map((list) => ({
          value: list.id,
          label: listTitle(list, t),
          ...(list.guildId === null ? {} : { description: t('playlist.scopeServer') }),
        })),
      ];
      const isLong = message.content.length > TODO_TEXT_MAX;
      return saveForm.open(
        caller,
        { message: message.id },
        {
          title: t('todo.saveTitle'),
          fields: {
            text: {
              label: isLong ? t('todo.fields.shortened', { max: TODO_TEXT_MAX }) : t('todo.fields.text'),
              value: message.content,
            },
            due: { label: t('todo.fields.due') },
            list: { label: t('todo.fields.list'), choices, value: MINE },
          },
        },
      );
    },
  },
} satisfies Command;
