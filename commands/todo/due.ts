import type { Context, Suggest } from '../../src/discord/command.ts';
import { readDue, suggestDue, type DueRead } from '../../src/domain/todo/due.ts';
import { dueText } from '../../src/domain/todo/due-text.ts';
import type { Repeat } from '../../src/domain/todo/repeat.ts';
import { line } from '../../src/domain/text.ts';
import type { Due } from '../../src/models/todo/insert.ts';

/** Discord's limit for the choices of one option, and for their names and values. */
const CHOICES = 25;
const DUE_MAX = 100;

/** When something is due, as a person says it. */
export const dueOption = line(DUE_MAX);

/** Suggests dates, each with what it means. */
export const suggestsDue: Suggest = (context) =>
  Promise.resolve(
    suggestDue(context.typed, optionsOf(context))
      .slice(0, CHOICES)
      .map(({ text, at }) => {
        const means = dueText(at, context.settings.timeZone);
        return { value: text, name: (text === means ? text : `${text} · ${means}`).slice(0, DUE_MAX) };
      }),
  );

const optionsOf = ({ bot, settings, locale }: Pick<Context, 'bot' | 'settings' | 'locale'>) => ({
  now: bot.now(),
  timeZone: settings.timeZone,
  locale,
});

/** What remains to be asked of the person who named a date. */
export type Unclear = Exclude<DueRead, { kind: 'due' }> | { kind: 'missing' };

/** Reads a due date: the date, or what has to be asked; neither when none was given and none is needed. */
export function dueIn(
  context: Pick<Context, 'bot' | 'settings' | 'locale'>,
  text: string | undefined,
  repeat: Repeat | null,
): { due: Due | null; unclear: Unclear | null } {
  if (text === undefined) return { due: null, unclear: repeat ? { kind: 'missing' } : null };
  const read = readDue(text, optionsOf(context));
  if (read.kind === 'due') return { due: { at: read.at, zone: read.zone }, unclear: null };
  return { due: null, unclear: read };
}
