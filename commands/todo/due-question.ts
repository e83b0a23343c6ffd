import { z } from 'zod';
import { button } from '../../src/discord/declare/buttons.ts';
import { component } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { form, type Opened } from '../../src/discord/declare/form.ts';
import { about, say, type Reply } from '../../src/discord/declare/reply.ts';
import { dueText } from '../../src/domain/time/due-text.ts';
import { REPEATS } from '../../src/domain/time/repeat.ts';
import { EVERY_MAX, readRhythm, writeRhythm, type Rhythm } from '../../src/domain/time/rhythm.ts';
import { PRIORITIES, priority, priorityName, priorityNumber, todoText } from '../../src/domain/todo/todo.ts';
import { zoneCode, zoneOfCode } from '../../src/domain/time/zones/zone-data.ts';
import { editTodo } from '../../src/models/todo/edit.ts';
import { readTodo } from '../../src/models/todo/find.ts';
import type { Todo } from '../../src/models/todo/todo.ts';
import { choiceText, dueIn, dueOption, type Unclear } from './due.ts';
import { dueTime, factsOf, rhythmText, todoText as textOf } from './todo-text.ts';
import { undoButton } from '../undo.ts';

/** How many readings of one text can be chosen from. */
const READINGS = 5;
/** Discord's limit for the label of a button. */
const LABEL_MAX = 80;

/** Seconds since 1970 in the state of a button; until the end of the year 9999, which all calendars hold. */
const seconds = z.coerce.number<string | number>().int().min(0).max(253_402_300_799);
/** How often it comes again, with `every` apart; both are nothing for what does not. */
const rhythmState = {
  repeat: z.enum(REPEATS).or(z.literal('')),
  every: z.coerce.number<string | number>().int().min(1).max(EVERY_MAX),
};
const stateOf = (rhythm: Rhythm | null) =>
  ({ repeat: rhythm?.repeat ?? '', every: rhythm?.every ?? 1 }) as const;
const changeOf = ({ repeat, every }: { repeat: Rhythm['repeat'] | ''; every: number }) =>
  repeat ? { repeat, repeatEvery: every } : {};
const rhythmChange = (rhythm: Rhythm | null) =>
  ({ repeat: rhythm?.repeat ?? null, repeatEvery: rhythm?.every ?? 1 }) as const;

/** One of the dates that a text can mean, below the question which. */
export const dueChoice = component(
  'todo.due',
  z.object({ id: z.uuid(), at: seconds, ...rhythmState, zone: z.string().max(10) }),
  async ({ state, caller, settings, now, t }) => {
    const at = new Date(state.at * 1_000);
    const due = { at, zone: zoneOfCode(state.zone) ?? settings.timeZone };
    const todo = await editTodo(caller, state.id, { due, ...changeOf(state) }, now());
    return about(todo, say(t('todo.dueSet', { todo: textOf(todo), due: dueTime(todo.dueAt ?? at) })));
  },
  { version: 2 },
);

/**
 * Asks for the date of a to-do that is kept already without it, or as it was: nobody has to type their text again.
 * @param done what was done, in a sentence
 */
export function dueQuestion(
  context: Context,
  todo: Todo,
  asked: { done: string; text: string; unclear: Unclear; rhythm: Rhythm | null; isNew: boolean },
): Reply {
  const { caller, settings, t } = context;
  const { done, text, unclear, isNew } = asked;
  const rhythm = stateOf(asked.rhythm);
  const own = settings.timeZone;
  const choices =
    unclear.kind === 'ambiguous'
      ? unclear.choices
      : unclear.kind === 'past'
        ? [{ at: unclear.at, zone: own }]
        : [];
  const past = unclear.kind === 'past' ? dueTime(unclear.at) : '';
  const buttons = choices.slice(0, READINGS).map((choice) => {
    const { at, zone } = choice;
    const elsewhere = zone === own ? '' : zoneCode(zone);
    const state = { id: todo.id, at: Math.floor(at.getTime() / 1_000), ...rhythm, zone: elsewhere };
    return button(context, dueChoice, state, { label: choiceText(choice, context).slice(0, LABEL_MAX) });
  });
  return about(
    [todo],
    say(
      `${done}\n${t(`todo.due.${unclear.kind}`, { text, past })}`,
      ...buttons,
      button({ caller }, reschedule, { id: todo.id, ...rhythm }, { label: t('todo.anotherDate') }),
      ...(isNew ? [undoButton(context, { kind: 'todo-added', act: todo.actId ?? todo.id })] : []),
    ),
  );
}

/** “Another date”: opens the form again. */
const reschedule = component(
  'todo.reschedule',
  z.object({ id: z.uuid(), ...rhythmState }),
  async ({ state, ...context }) => {
    const todo = await readTodo(context.caller, { ids: [state.id] }, 'change');
    const { repeat, every } = state;
    return openEdit(context, todo, repeat ? { repeat, every } : rhythmOf(todo));
  },
  { opensForm: true, version: 2 },
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
    repeat: z.string().meta({ choice: true }),
  }),
  async ({ state, fields, ...context }) => {
    const { caller, settings, now, t } = context;
    const wanted = readRhythm(fields.repeat);
    const isSame = state.due !== '' && fields.due === dueText(new Date(state.due * 1_000), settings.timeZone);
    const { due, rhythm, unclear } = dueIn(context, fields.due, wanted);
    const rest = { text: fields.text, priority: priorityNumber(fields.priority) };
    // What comes again needs a date: that of before, if there was one; otherwise it waits for the answer.
    const chosen = wanted === null || state.due !== '' ? rhythmChange(wanted) : {};
    const dates = isSame ? rhythmChange(wanted) : unclear ? chosen : { due, ...rhythmChange(rhythm) };
    const todo = await editTodo(caller, state.id, { ...rest, ...dates }, now());
    const facts = factsOf(todo, context);
    const sentence = t('todo.edited', { todo: textOf(todo) });
    const done = facts.length > 0 ? `${sentence}\n-# ${facts.join(' · ')}` : sentence;
    if (isSame || !unclear) return about([todo], say(done));
    return dueQuestion(context, todo, { done, text: fields.due ?? '', unclear, rhythm, isNew: false });
  },
);

/** Opens the form with the to-do as it is. */
export function openEdit({ caller, settings, t }: Context, todo: Todo, rhythm: Rhythm | null): Opened {
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
          value: rhythm ? writeRhythm(rhythm) : 'never',
          choices: [
            ...['never', ...REPEATS].map(label('repeat')),
            ...(rhythm && rhythm.every > 1
              ? [{ value: writeRhythm(rhythm), label: rhythmText(rhythm, t) }]
              : []),
          ],
        },
      },
    },
  );
}

/** How often a to-do comes again, if it does. */
export function rhythmOf({ repeat, repeatEvery: every }: Todo): Rhythm | null {
  return repeat && { repeat, every };
}

/** The buttons here. */
export const dueComponents = [dueChoice, reschedule];
