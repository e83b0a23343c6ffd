import { validate as isId } from 'uuid';
import { fits, isSameName } from '../../domain/typing-errors.ts';
import { UserError } from '../../errors.ts';

/** How many are named when several are meant, and how much of each; in characters. */
export const NAMED = 5;
const SNIPPET = 60;

/** The beginning of a name or a text, as a sentence quotes it. */
export function quote(text: string): string {
  const start = Array.from(text).slice(0, SNIPPET).join('');
  return `“${start}${start === text ? '' : '…'}”`;
}

/** How a thing that somebody named is found. */
export interface Looking<Row> {
  /** What an id or a name stands for. */
  ask: (reference: string) => Promise<Row | undefined>;
  /** What may be meant by a text that is the name of nothing. */
  look: () => Promise<{ id: string; name: string | null }[]>;
  /** What is thrown when there is none. */
  nothing: Error;
  /** The key of what is said when there are several. */
  several: string;
}

/**
 * What a text names: an id, a name in any case or, when nothing is called so, the one thing whose name contains the text
 * or differs by a typing error. @throws `nothing`; UserError `several`, with their names
 */
export async function theOneMeant<Row>(text: string, looking: Looking<Row>): Promise<Row> {
  const { ask, look, nothing, several } = looking;
  const named = await ask(text);
  if (named) return named;
  if (isId(text)) throw nothing;
  const things = await look();
  const same = things.filter(({ name }) => name !== null && isSameName(name, text));
  const meant = same.length > 0 ? same : things.filter(({ name }) => name !== null && fits(text, name));
  const [one, ...others] = meant;
  if (!one) throw nothing;
  if (others.length > 0) {
    const names = meant.slice(0, NAMED).map(({ name }) => quote(name ?? ''));
    throw new UserError(several, { text, names: names.join(', ') });
  }
  const found = await ask(one.id);
  if (!found) throw nothing;
  return found;
}
