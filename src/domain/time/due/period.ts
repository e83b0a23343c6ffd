import type { DateTime } from 'luxon';
import { nextDayOfMonth } from './calendar.ts';
import { fill, numbered, perLanguage, whole } from './pattern.ts';
import type { Words } from './words/words.ts';

const PERIODS = ['week', 'month', 'year'] as const;
type Period = (typeof PERIODS)[number];
const EDGES = ['start', 'middle', 'end'] as const;
type Edge = (typeof EDGES)[number];

/** “de décembre”, “d’avril”, “of May”. */
const OF = "(?:of |de |d'|do )?";

const patternsOf = perLanguage((words) => {
  const periods = PERIODS.flatMap((unit) =>
    words.periods[unit].map((source = '(?!)', ahead) => ({ unit, ahead, source: `(?:${source})` })),
  );
  const withPeriod = (source: string, period: string) => whole(fill(source.replace('{P}', period), words));
  return {
    next: periods
      .filter(({ ahead }) => ahead > 0)
      .map(({ source, ...period }) => ({ ...period, pattern: whole(`(?:${words.lead})? ?${source}`) })),
    edges: EDGES.flatMap((edge) =>
      periods.flatMap(({ source, ...period }) =>
        words[edge].map((one) => ({ edge, ...period, pattern: withPeriod(one, source) })),
      ),
    ),
    monthEdges: EDGES.flatMap((edge) =>
      words[edge].map((one) => ({ edge, pattern: withPeriod(one, `${OF}{MONTH}`) })),
    ),
    endOf: PERIODS.map((unit) => ({ unit, pattern: whole(words.endOf[unit] ?? '(?!)') })),
    weekend: words.weekend.map((source = '(?!)') => whole(source)),
    dayOfMonth: words.dayOfMonth.flatMap((one): { ahead: number | null; pattern: RegExp }[] =>
      one.includes('{P}')
        ? periods
            .filter(({ unit }) => unit === 'month')
            .map(({ source, ahead }) => ({ ahead, pattern: withPeriod(one, source) }))
        : [{ ahead: null, pattern: whole(fill(one, words)) }],
    ),
    ordinalDay: words.ordinalDay.map((one) => whole(fill(one, words))),
  };
});

/** “next month”, “end of the week”, “weekend”, “the 24th”, “first Monday of next month”. */
export function readPeriods(text: string, words: Words, today: DateTime): DateTime[] {
  const { next, edges, endOf, weekend, monthEdges } = patternsOf(words);
  const [thisOne, nextOne, ofNextWeek] = weekend;
  // On a Sunday the weekend is still there, and is that Sunday.
  const saturday = () => today.plus({ days: today.weekday === 7 ? 0 : 6 - today.weekday });
  if (thisOne?.test(text)) return [saturday()];
  // Said on a Wednesday, some mean the one in three days, and others that in ten.
  if (nextOne?.test(text)) return [saturday(), today.startOf('week').plus({ days: 12 })];
  if (ofNextWeek?.test(text)) return [today.startOf('week').plus({ days: 12 })];
  const begins = next.find(({ pattern }) => pattern.test(text));
  if (begins) return [dayIn('start', begins, today)];
  const edge = edges.find(({ pattern }) => pattern.test(text));
  if (edge) return [dayAhead(edge.edge, edge, today)];
  for (const { pattern, edge: ofMonth } of monthEdges) {
    const groups = pattern.exec(text)?.groups;
    if (groups) return [dayOfNamed(ofMonth, Number(groups['mn'] ?? numbered(groups, 'm', 12)), today)];
  }
  const ends = endOf.find(({ pattern }) => pattern.test(text));
  if (ends) return [dayIn('end', { ...ends, ahead: 0 }, today)];
  return [...readDayOfMonth(text, words, today), ...readOrdinal(text, words, today)];
}

/** Of this period, what has gone by is that of the next. */
function dayAhead(edge: Edge, period: { unit: Period; ahead: number }, today: DateTime): DateTime {
  const day = dayIn(edge, period, today);
  return day < today && period.ahead === 0 ? dayIn(edge, { ...period, ahead: 1 }, today) : day;
}

function dayOfNamed(edge: Edge, month: number, today: DateTime): DateTime {
  const inYear = (years: number) =>
    dayIn(edge, { unit: 'month', ahead: 0 }, today.startOf('year').plus({ years }).set({ month }));
  return inYear(0) < today ? inYear(1) : inYear(0);
}

function dayIn(edge: Edge, { unit, ahead }: { unit: Period; ahead: number }, today: DateTime): DateTime {
  const first = today.startOf(unit).plus({ [unit]: ahead });
  if (edge === 'start') return first;
  if (edge === 'end') return first.endOf(unit).startOf('day');
  return unit === 'week'
    ? first.plus({ days: 2 })
    : unit === 'month'
      ? first.set({ day: 15 })
      : first.set({ month: 7 });
}

function readDayOfMonth(text: string, words: Words, today: DateTime): DateTime[] {
  for (const { pattern, ahead } of patternsOf(words).dayOfMonth) {
    const day = Number(pattern.exec(text)?.groups?.['day'] ?? Number.NaN);
    if (Number.isNaN(day)) continue;
    const month = today.startOf('month').plus({ months: ahead ?? 0 });
    if (ahead !== null && day <= (month.daysInMonth ?? 0) && (ahead > 0 || day >= today.day))
      return day >= 1 ? [month.set({ day })] : [];
    if (ahead !== null && ahead > 0) return [];
    const found = nextDayOfMonth(day, today);
    return found ? [found] : [];
  }
  return [];
}

/** Of a month that is not named otherwise, what has gone by is that of the next. */
function readOrdinal(text: string, words: Words, today: DateTime): DateTime[] {
  for (const pattern of patternsOf(words).ordinalDay) {
    const groups = pattern.exec(text)?.groups;
    if (!groups) continue;
    const [ordinal, weekday] = [numbered(groups, 'o', 5), numbered(groups, 'w', 7)];
    const month = Number(groups['mn'] ?? numbered(groups, 'm', 12));
    const named = today.startOf('year').set({ month: month || 1 });
    const begin =
      groups['nextMonth'] !== undefined ? today.startOf('month').plus({ months: 1 }) : today.startOf('month');
    const steps = month > 0 ? [named, named.plus({ years: 1 })] : [begin, begin.plus({ months: 1 })];
    const days = steps.map((first) => nth(ordinal, weekday, first));
    return days.filter((day) => day >= today).slice(0, 1);
  }
  return [];
}

/** The first to fourth such weekday of a month, or the last. */
function nth(ordinal: number, weekday: number, first: DateTime): DateTime {
  if (ordinal < 5) return first.plus({ days: ((weekday - first.weekday + 7) % 7) + (ordinal - 1) * 7 });
  const last = first.endOf('month').startOf('day');
  return last.minus({ days: (last.weekday - weekday + 7) % 7 });
}
