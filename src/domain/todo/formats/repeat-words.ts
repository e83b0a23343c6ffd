import type { Repeat } from '../../time/repeat.ts';
import { EVERY_MAX } from '../../time/rhythm.ts';
import { lookup, plainWords } from './plain-words.ts';

/** How a to-do of a file comes again, and what is left of the text: “every day at 9am” leaves “at 9am”. */
export interface RepeatSaid {
  repeat: Repeat;
  /** Every how many days, weeks or months. */
  every: number;
  /** The day of the month, where it was said. */
  day?: number;
  rest: string;
}

/** How programs and people call it, in six languages. */
const PHRASES: Readonly<Record<Repeat, readonly string[]>> = {
  daily: phrases(
    'daily, every day, everyday, each day, every 1 day, 1 day, 1d, täglich, jeden Tag',
    'tous les jours, chaque jour, quotidien, quotidienne, diario, diaria, diariamente, todos los días',
    'cada día, diário, diária, todos os dias, todo dia, cada dia, 毎日',
  ),
  weekdays: phrases(
    'weekdays, every weekday, each weekday, every workday, workdays, every business day, 1b, Monday to Friday',
    'werktags, werktäglich, jeden Werktag, an Werktagen, arbeitstäglich, wochentags, montags bis freitags',
    'en semaine, chaque jour ouvré, tous les jours ouvrés, jours ouvrés, jours ouvrables',
    'días laborables, cada día laborable, entre semana, de lunes a viernes, dias úteis, todo dia útil, 平日, 毎平日',
  ),
  weekly: phrases(
    'weekly, every week, each week, every 1 week, 1w, wöchentlich, jede Woche',
    'hebdomadaire, chaque semaine, toutes les semaines, semanal, semanalmente, cada semana',
    'todas las semanas, todas as semanas, toda semana, 毎週',
  ),
  monthly: phrases(
    'monthly, every month, each month, every 1 month, 1m, monatlich, jeden Monat',
    'mensuel, mensuelle, chaque mois, tous les mois, mensual, mensualmente, cada mes',
    'todos los meses, mensal, mensalmente, todos os meses, todo mês, cada mês, 毎月',
  ),
};

function phrases(...lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(', '));
}

/** The longest first, so that “every day” is not all of “every 1 day”. */
const KNOWN = (Object.entries(PHRASES) as [Repeat, readonly string[]][])
  .flatMap(([repeat, phrases]) => phrases.map((phrase) => ({ repeat, words: plainWords(phrase) })))
  .sort((a, b) => b.words.length - a.words.length);

const EVERY = /^(?:every|alle|toutes les|tous les|cada|a cada) (\d{1,2}) (\p{L}{3,9})(?= |$)/u;
const UNITS = lookup<Exclude<Repeat, 'weekdays'>>({
  daily: 'day days Tage jours días dias',
  weekly: 'week weeks Wochen semaines semanas',
  monthly: 'month months Monate mois meses',
});

const FREQUENCIES: Readonly<Record<string, Repeat>> = {
  DAILY: 'daily',
  WEEKLY: 'weekly',
  MONTHLY: 'monthly',
};
const WORK_DAYS = 'FR,MO,TH,TU,WE';
/** The longest text that is read. */
const REPEAT_MAX = 120;

/** Reads how something comes again, in words or as a rule of iCalendar; undefined for what Ostinato has none of. */
export function readRepeat(text: string): RepeatSaid | undefined {
  if (text.length > REPEAT_MAX) return undefined;
  const rule = text.trim().replace(/^RRULE:/i, '');
  if (/^FREQ=/i.test(rule)) return readRule(rule.toUpperCase());
  const said = plainWords(text).replace(/ when done$| after completion$/, '');
  const known = counted(said) ?? named(said);
  if (!known) return undefined;
  const { repeat, every, words } = known;
  const rest = restOf(text.replace(/ when done$/i, ''), words);
  const day = repeat === 'monthly' ? /^on (?:the )?(\d{1,2})(?:st|nd|rd|th)?$/.exec(rest)?.[1] : undefined;
  if (day === undefined) return { repeat, every, rest };
  return Number(day) >= 1 && Number(day) <= 31 ? { repeat, every, day: Number(day), rest: '' } : undefined;
}

interface Known {
  repeat: Repeat;
  every: number;
  words: string;
}

function named(said: string): Known | null {
  const known = KNOWN.find(
    ({ words }) =>
      said === words || said.startsWith(`${words} `) || (said.startsWith('毎') && said.startsWith(words)),
  );
  return known ? { ...known, every: 1 } : null;
}

function counted(said: string): Known | null {
  const [words = '', count = '', unit = ''] = EVERY.exec(said) ?? [];
  const repeat = UNITS.get(unit);
  return repeat && Number(count) >= 1 ? { repeat, every: Number(count), words } : null;
}

/** What stands behind the words that were recognised, as it was written: times have colons in them. */
function restOf(text: string, words: string): string {
  let at = 1;
  while (at < text.length && plainWords(text.slice(0, at)) !== words) at += 1;
  return text
    .slice(at)
    .replace(/^[!,. ]+/, '')
    .trim();
}

/** An `RRULE` (RFC 5545, 3.3.10) without an end or a no numbered weekday. */
function readRule(rule: string): RepeatSaid | undefined {
  const parts = new Map(
    rule.split(';').map((part) => [part.split('=')[0] ?? '', part.split('=')[1] ?? ''] as const),
  );
  const repeat = FREQUENCIES[parts.get('FREQ') ?? ''];
  const known = ['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'WKST', 'TT_SKIP', 'TT_WORKDAY', ''];
  if (!repeat || [...parts.keys()].some((name) => !known.includes(name))) return undefined;
  const every = Number(parts.get('INTERVAL') ?? '1');
  if (!Number.isInteger(every) || every < 1 || every > EVERY_MAX) return undefined;
  const days = (parts.get('BYDAY') ?? '').split(',').filter(Boolean).sort().join();
  if (days === WORK_DAYS && repeat !== 'monthly' && every === 1)
    return { repeat: 'weekdays', every, rest: '' };
  const date = parts.get('BYMONTHDAY');
  if (repeat === 'monthly' && days === '' && date !== undefined) {
    const day = Number(date);
    return Number.isInteger(day) && day >= 1 && day <= 31 ? { repeat, every, day, rest: '' } : undefined;
  }
  // The one day of the week is that of the date.
  const isPlain = date === undefined && (days === '' || (repeat === 'weekly' && /^[A-Z]{2}$/.test(days)));
  return isPlain ? { repeat, every, rest: '' } : undefined;
}
