import { DateTime } from 'luxon';
import type { Suggest } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { truncate } from '../../src/discord/text.ts';
import { clockIn } from '../../src/domain/time/zones/time-zones.ts';
import { readDue, suggestDue, type DueMeant, type DueRead } from '../../src/domain/time/due/due.ts';
import { dueText } from '../../src/domain/time/due-text.ts';
import type { Rhythm } from '../../src/domain/time/rhythm.ts';
import { line } from '../../src/domain/text.ts';
import type { Due } from '../../src/models/todo/insert.ts';

/** Discord's limit for the choices of one option, and for their names and values. */
const CHOICES = 25;
const DUE_MAX = 100;
/** How much of what was typed is shown again where it is no date yet; in characters. */
const TYPED = 40;

/** When something is due, as a person says it. */
export const dueOption = line(DUE_MAX);

/** What is needed of a context to read a date. */
export type Reader = Pick<Context, 'now' | 'settings' | 'locale'>;

/** Suggests dates, each with what it means. */
export const suggestsDue: Suggest = (context) => {
  const { typed, t } = context;
  const offered = suggestDue(typed, optionsOf(context)).slice(0, CHOICES);
  // Whoever chooses it gets what they typed, which is then asked about; any date in its place would be taken unseen.
  const asTyped = {
    value: truncate(typed, DUE_MAX),
    name: t('todo.due.notYet', { text: truncate(typed, TYPED) }),
  };
  const choices = offered.map((one) => {
    const means = meaning(one, context);
    return { value: one.text, name: `${truncate(one.text, DUE_MAX - means.length - 3)} · ${means}` };
  });
  return Promise.resolve(choices.length > 0 ? choices : [asTyped]);
};

/** The date on the caller's wall; the zone too where they did not choose it, and the wall of another that they wrote. */
function meaning({ at, zone }: DueMeant, { settings, locale }: Reader): string {
  const own = settings.timeZone;
  const named = settings.zoneOf === 'user' ? '' : ` ${own}`;
  const there = zone === own ? '' : ` (${dueText(at, zone).slice(-5)} ${zone})`;
  return dayText(at, own, locale) + named + there;
}

/** A date with its weekday, in a language: `Thu 2026-12-24 17:00`. */
export function dayText(at: Date, zone: string, locale: string): string {
  return `${DateTime.fromJSDate(at, { zone }).setLocale(locale).toFormat('ccc')} ${dueText(at, zone)}`;
}

/** The same with the offset of the clock, for one of several that are to be told apart. */
export function choiceText(
  { at, zone }: Pick<DueMeant, 'at' | 'zone'>,
  { settings, locale }: Reader,
): string {
  const own = settings.timeZone;
  const offset = clockIn(own, at).replace(/^\S+ /, '');
  return `${dayText(at, own, locale)} ${offset}${zone === own ? '' : ` · ${zone}`}`;
}

const optionsOf = ({ now, settings, locale }: Reader, timeZone = settings.timeZone) => ({
  now: now(),
  timeZone,
  locale,
});

/** What remains to be asked of the person who named a date. */
export type Unclear = Exclude<DueRead, { kind: 'due' }> | { kind: 'missing' };

/**
 * Reads a due date: the date, or what has to be asked; neither when none was given and none is needed.
 * @param wanted how often it is to come again, if that was chosen: it goes before what the text says, unless this is
 * only more exact
 */
export function dueIn(
  context: Reader,
  text: string | undefined,
  wanted: Rhythm | null,
): { due: Due | null; rhythm: Rhythm | null; unclear: Unclear | null } {
  if (text === undefined) return { due: null, rhythm: wanted, unclear: wanted ? { kind: 'missing' } : null };
  const read = readDue(text, optionsOf(context));
  const said = 'rhythm' in read ? read.rhythm : null;
  const rhythm = wanted && said?.repeat !== wanted.repeat ? wanted : (said ?? wanted);
  if (read.kind !== 'due') return { due: null, rhythm, unclear: read };
  return { due: { at: read.at, zone: read.zone }, rhythm, unclear: null };
}

/** Whether a text names a time on a wall, which is another instant elsewhere: not “in 2 h”. */
export function isByTheWall(context: Reader, text: string): boolean {
  const [here, elsewhere] = ['Etc/GMT+7', 'Etc/GMT-7'].map((zone) => readDue(text, optionsOf(context, zone)));
  return here?.kind !== 'due' || elsewhere?.kind !== 'due' || here.at.getTime() !== elsewhere.at.getTime();
}
