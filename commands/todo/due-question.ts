import { z } from 'zod';
import { button } from '../../src/discord/buttons.ts';
import { component, type Context } from '../../src/discord/command.ts';
import { form, type Opened } from '../../src/discord/form.ts';
import { about, say, type Reply } from '../../src/discord/replies.ts';
import { clockIn } from '../../src/domain/time-zones.ts';
import { dueText } from '../../src/domain/todo/due-text.ts';
import { REPEATS, type Repeat } from '../../src/domain/todo/repeat.ts';
import { PRIORITIES, priority, priorityName, priorityNumber, todoText } from '../../src/domain/todo/todo.ts';
import { editTodo } from '../../src/models/todo/edit.ts';
import { readTodo } from '../../src/models/todo/find.ts';
import type { Todo } from '../../src/models/todo/todo.ts';
import { dueIn, dueOption, type Unclear } from './due.ts';
import { dueTime, factsOf, todoText as textOf } from './todo-text.ts';
import { undoButton } from './undo.ts';

/** How many readings of one text can be chosen from. */
const READINGS = 3;

/** Seconds since 1970 in the state of a button. */
const seconds = z.coerce.number<string | number>().int().min(0).max(8_640_000_000_000);
const repeatOrNot = z.enum(REPEATS).or(z.literal(''));

/** One of the dates that a text can mean, below the question which. */
export const dueChoice = component(
  'todo.due',
  z.object({ id: z.uuid(), at: seconds, repeat: repeatOrNot }),
  async ({ state, caller, settings, bot, t }) => {
    const at = new Date(state.at * 1_000);
    const due = { at, zone: settings.timeZone };
    const change = { due, ...(state.repeat ? { repeat: state.repeat } : {}) };
    const todo = await editTodo(caller, state.id, change, bot.now());
    return about(todo, say(t('todo.dueSet', { todo: textOf(todo), due: dueTime(at) })));
  },
);

/**
 * Asks for the date of a to-do that is kept already without it, or as it was: nobody has to type their text again.
 * @param done what was done, in a sentence
 */
export function dueQuestion(
  context: Context,
  todo: Todo,
  asked: { done: string; text: string; unclear: Unclear; repeat: Repeat | null; isNew: boolean },
): Reply {
  const { caller, settings, t } = context;
  const { done, text, unclear, isNew } = asked;
  const repeat = asked.repeat ?? '';
  const choices = unclear.kind === 'ambiguous' ? unclear.choices : unclear.kind === 'past' ? [unclear] : [];
  const past = unclear.kind === 'past' ? dueTime(unclear.at) : '';
  const zone = settings.timeZone;
  const buttons = choices.slice(0, READINGS).map(({ at }) => {
    const state = { id: todo.id, at: Math.floor(at.getTime() / 1_000), repeat } as const;
    return button(context, dueChoice, state, {
      label: `${dueText(at, zone)} ${clockIn(zone, at).replace(/^\S+ /, '')}`,
    });
  });
  return about(
    [todo],
    say(
      `${done}\n${t(`todo.due.${unclear.kind}`, { text, past })}`,
      ...buttons,
      button({ caller }, reschedule, { id: todo.id, repeat }, { label: t('todo.anotherDate') }),
      ...(isNew ? [undoButton(context, 'added', todo.actId ?? todo.id)] : []),
    ),
  );
}

/** “Another date”: opens the form again. */
const reschedule = component(
  'todo.reschedule',
  z.object({ id: z.uuid(), repeat: repeatOrNot }),
  async ({ state, ...context }) => {
    const todo = await readTodo(context.caller, { ids: [state.id] }, 'change');
    return openEdit(context, todo, state.repeat || todo.repeat);
  },
  { opensForm: true },
);

/** What the form of `/todo edit` does when it comes back. An unreadable date costs nothing else that was written. */
export const editForm = form(
  'todo.edit',
  // With the date it was opened with: what stands there unchanged stays that instant, were it the doubled hour's second.
  z.object({ id: z.uuid(), due: seconds.or(z.literal('')) }),
  z.object({
    text: todoText.meta({ paragraph: true }),
    due: dueOption.optional(),
    priority,
    repeat: z.enum(['never', ...REPEATS]),
  }),
  async ({ state, fields, ...context }) => {
    const { caller, settings, bot, t } = context;
    const repeat = fields.repeat === 'never' ? null : fields.repeat;
    const isSame = state.due !== '' && fields.due === dueText(new Date(state.due * 1_000), settings.timeZone);
    const { due, unclear } = dueIn(context, fields.due, repeat);
    const rest = { text: fields.text, priority: priorityNumber(fields.priority) };
    const dates = isSame ? { repeat } : unclear ? {} : { due, repeat };
    const todo = await editTodo(caller, state.id, { ...rest, ...dates }, bot.now());
    const facts = factsOf(todo, context);
    const sentence = t('todo.edited', { todo: textOf(todo) });
    const done = facts.length > 0 ? `${sentence}\n-# ${facts.join(' · ')}` : sentence;
    if (isSame || !unclear) return about([todo], say(done));
    return dueQuestion(context, todo, { done, text: fields.due ?? '', unclear, repeat, isNew: false });
  },
);

/** Opens the form with the to-do as it is. */
export function openEdit({ caller, settings, t }: Context, todo: Todo, repeat: Repeat | null): Opened {
  const { id, text, dueAt } = todo;
  const label = (choice: string) => (value: string) => ({ value, label: t(`choices.${choice}.${value}`) });
  return editForm.open(
    caller,
    { id, due: dueAt ? Math.floor(dueAt.getTime() / 1_000) : '' },
    {
      title: t('todo.editTitle', { number: todo.number }),
      fields: {
        text: { label: t('todo.fields.text'), value: text },
        due: { label: t('todo.fields.due'), value: dueAt && dueText(dueAt, settings.timeZone) },
        priority: {
          label: t('todo.fields.priority'),
          value: priorityName(todo.priority),
          choices: PRIORITIES.map(label('priority')),
        },
        repeat: {
          label: t('todo.fields.repeat'),
          value: repeat ?? 'never',
          choices: ['never', ...REPEATS].map(label('repeat')),
        },
      },
    },
  );
}

/** The buttons here. */
export const dueComponents = [dueChoice, reschedule];
