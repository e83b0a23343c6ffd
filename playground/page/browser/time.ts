const styles: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

function relative(date: Date, now: Date, locale: string): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000);
  const format = new Intl.RelativeTimeFormat(locale);
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return format.format(Math.round(seconds / size), unit);
}

/** A time in one of Discord's timestamp styles (`t T d D f F s S R`), in the reader's language and zone. */
export function formatTimestamp(date: Date, style: string, locale: string, now = new Date()): string {
  if (Number.isNaN(date.getTime())) return 'Invalid Date';
  if (style === 'R') return relative(date, now, locale);
  return new Intl.DateTimeFormat(locale, styles[style] ?? styles['f']).format(date);
}

/** When a message was sent: the time alone today, the date too on other days. */
export function formatSent(date: Date, locale: string, now = new Date()): string {
  return formatTimestamp(date, date.toDateString() === now.toDateString() ? 't' : 's', locale);
}
