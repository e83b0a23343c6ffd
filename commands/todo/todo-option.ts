import { validate } from 'uuid';
import { suggested } from '../../src/discord/declare/options.ts';
import type { Suggest } from '../../src/discord/declare/command.ts';
import { LIMITS } from '../../src/discord/limits.ts';
import { PositionsError, readPositions, TooManyPositions } from '../../src/domain/playlist/positions.ts';
import { TODO_NUMBER_MAX, TODO_NUMBERS_AT_ONCE } from '../../src/domain/todo/todo.ts';
import { line } from '../../src/domain/text.ts';
import { UserError, type MessageParams } from '../../src/errors.ts';
import type { Translate } from '../../src/locales/translate.ts';
import type { TodoRefs } from '../../src/models/todo/refs.ts';
import { suggestTodos, type SuggestedState } from '../../src/models/todo/suggest.ts';
import type { Todo } from '../../src/models/todo/todo.ts';
import { truncate } from '../../src/discord/text.ts';
import { todoText } from './todo-text.ts';

const CHOICE_LIST_NAME = 30;

/** Names to-dos: Discord sends the id of a suggestion that was chosen, or whatever was typed: numbers, or words of its text. */
export const todoOption = suggested(line(LIMITS.choice));

/** What a to-do option means. @throws UserError for numbers that cannot be read */
export function refsIn(text: string, list: string | undefined): TodoRefs {
  if (validate(text)) return { ids: [text] };
  if (!/^[#\d]/.test(text)) return { text, list };
  try {
    return { numbers: readPositions(text.replaceAll('#', ''), TODO_NUMBER_MAX, TODO_NUMBERS_AT_ONCE), list };
  } catch (error) {
    if (!(error instanceof PositionsError)) throw error;
    const part = error.part || text;
    throw error instanceof TooManyPositions
      ? new UserError('todo.tooManyNumbers', { part, most: TODO_NUMBERS_AT_ONCE })
      : new UserError('todo.unreadableNumbers', { part });
  }
}

/** The same where only one can be meant. @throws UserError besides when several are named */
export function refIn(text: string, list: string | undefined): TodoRefs {
  const refs = refsIn(text, list);
  if ('numbers' in refs && refs.numbers.length > 1) throw new UserError('todo.onlyOne', { value: text });
  return refs;
}

/** What became of the to-dos that were named, in the words of a key, and how many of the numbers had none. */
export function outcome(
  t: Translate,
  key: string,
  refs: TodoRefs,
  todos: readonly Todo[],
  params: MessageParams = {},
): string[] {
  const skipped = 'numbers' in refs ? refs.numbers.length - todos.length : 0;
  return [
    t(key, { count: todos.length, todo: todos.slice(0, 1).map(todoText).join(), ...params }),
    ...(skipped > 0 ? [t('todo.skipped', { count: skipped })] : []),
  ];
}

/** Suggests to-dos by text and number: on the list that is chosen already, else on all that the caller can name. */
export function suggestsTodos(state: SuggestedState, free = false): Suggest {
  return async ({ caller, typed, given }) => {
    const list = typeof given['list'] === 'string' && given['list'] ? given['list'] : undefined;
    const todos = await suggestTodos(caller, typed, { state, list, free });
    return todos.map((todo) => ({ value: todo.id, name: choiceName(todo, list === undefined) }));
  };
}

/** What a to-do is called where it can be chosen. @param named whether to say which list it is on */
export function choiceName(
  { number, text, listName }: Pick<Todo, 'number' | 'text' | 'listName'>,
  named: boolean,
): string {
  const on = named && listName !== null ? ` · ${truncate(listName, CHOICE_LIST_NAME)}` : '';
  const start = `#${number} `;
  const room = LIMITS.choice - start.length - on.length;
  return `${start}${truncate(text.replace(/\s+/g, ' '), room)}${on}`;
}
