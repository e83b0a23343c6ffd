import { isObject } from '../../files/json.ts';

/** Where programs keep what an object is about: an instant, a name. */
const INNER = ['at', 'dateTime', 'datetime', 'date', 'string', 'name', 'value', 'id'] as const;

/** A property as text; of an object what it is about. Empty for what has none. */
export function textIn(value: unknown): string {
  if (isObject(value))
    return textIn(
      INNER.map((key) => value[key]).find((one) => !isObject(one) && one !== undefined && one !== null),
    );
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}

/** A repetition as text or rule: Microsoft’s is an object of its own, Todoist says only whether there is one. */
export function repeatIn(value: unknown): string {
  if (!isObject(value)) return typeof value === 'boolean' ? '' : textIn(value);
  const pattern = isObject(value['pattern']) ? value['pattern'] : value;
  const type = textIn(pattern['type']).toLowerCase();
  const frequency = (
    { daily: 'DAILY', weekly: 'WEEKLY', absolutemonthly: 'MONTHLY' } as Record<string, string>
  )[type];
  if (frequency === undefined) return type === '' ? JSON.stringify(value) : type;
  const days = Array.isArray(pattern['daysOfWeek'])
    ? pattern['daysOfWeek'].map((day) => textIn(day).slice(0, 2))
    : [];
  const date = textIn(pattern['dayOfMonth']);
  return [
    `FREQ=${frequency}`,
    `INTERVAL=${textIn(pattern['interval']) || '1'}`,
    ...(days.length > 0 && frequency === 'WEEKLY' ? [`BYDAY=${days.join()}`] : []),
    ...(frequency === 'MONTHLY' && date !== '' && date !== '0' ? [`BYMONTHDAY=${date}`] : []),
  ].join(';');
}
