import { TimestampStyles, time } from 'discord.js';
import type { Context } from '../../src/discord/declare/context.ts';
import { escapeText } from '../../src/discord/escape.ts';
import { truncate } from '../../src/discord/text.ts';
import { isOverdue } from '../../src/domain/time/day.ts';
import type { Rhythm } from '../../src/domain/time/rhythm.ts';
import { priorityName } from '../../src/domain/todo/todo.ts';
import type { TodoLine } from '../../src/models/todo/list.ts';
import type { Todo } from '../../src/models/todo/todo.ts';

/** Characters of a to-do's text in a sentence. */
const SNIPPET = 200;
/** Characters of a list's name in a line. */
const LIST_NAME = 40;

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** The number and the text of a to-do, for a sentence. */
export function todoText({ number, text }: Pick<Todo, 'number' | 'text'>): string {
  return `\`#${number}\` **${escapeText(truncate(oneLine(text), SNIPPET))}**`;
}

/** Who is to do it, in a sentence. */
export function whoHas(todo: Todo, t: Context['t']): string {
  const { assigneeId } = todo;
  return assigneeId
    ? t('todo.assigned', { todo: todoText(todo), user: `<@${assigneeId}>` })
    : t('todo.unassigned', { todo: todoText(todo) });
}

/** When it is due, as Discord shows it to everybody in their own zone. */
export function dueTime(at: Date): string {
  return `${time(at, TimestampStyles.LongDateTime)} (${time(at, TimestampStyles.RelativeTime)})`;
}

/** All that is to be said of a to-do besides its text. */
export function factsOf(
  todo: Pick<
    Todo,
    'priority' | 'dueAt' | 'doneAt' | 'doneBy' | 'assigneeId' | 'repeat' | 'repeatEvery' | 'sourceUrl'
  >,
  { t, now }: Pick<Context, 't' | 'now'>,
): string[] {
  const { dueAt, doneAt, doneBy, assigneeId, repeat, repeatEvery, sourceUrl } = todo;
  const priority = priorityName(todo.priority);
  const late = doneAt === null && isOverdue(dueAt, now());
  return [
    ...(dueAt ? [`${late ? `⚠️ **${t('todo.overdue')}** ` : ''}${dueTime(dueAt)}`] : []),
    ...(priority === 'normal' ? [] : [t(`choices.priority.${priority}`)]),
    ...(repeat ? [`🔁 ${rhythmText({ repeat, every: repeatEvery }, t)}`] : []),
    ...(assigneeId ? [`<@${assigneeId}>`] : []),
    ...(doneAt ? [doneLine(doneAt, doneBy, t)] : []),
    ...(sourceUrl ? [`[${t('todo.message')}](${sourceUrl})`] : []),
  ];
}

/** How often something comes again, in words. */
export function rhythmText({ repeat, every }: Rhythm, t: Context['t']): string {
  return every === 1 ? t(`choices.repeat.${repeat}`) : t(`todo.every.${repeat}`, { every });
}

function doneLine(doneAt: Date, doneBy: string | null, t: Context['t']): string {
  const when = time(doneAt, TimestampStyles.RelativeTime);
  return `✅ ${when}${doneBy ? ` · ${t('todo.by', { user: `<@${doneBy}>` })}` : ''}`;
}

/**
 * A to-do in a list of several. @param room characters for its text
 * @param named whether to say which list it is on, where it is not the one that the caller has anyway
 */
export function todoLine(
  todo: TodoLine,
  context: Pick<Context, 't' | 'now'>,
  { room, named }: { room: number; named: boolean },
): string {
  const { number, text, doneAt, listName } = todo;
  const shown = escapeText(truncate(oneLine(text), room));
  const facts = [
    ...factsOf(todo, context),
    ...(named && listName !== null ? [`*${escapeText(truncate(listName, LIST_NAME))}*`] : []),
  ];
  const line = `\`#${number}\` ${doneAt ? `~~${shown}~~` : shown}`;
  return facts.length > 0 ? `${line}\n-# ${facts.join(' · ')}` : line;
}
