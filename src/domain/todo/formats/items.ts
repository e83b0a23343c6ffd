/** What a line of a checklist says of its to-do: an open box, a ticked one, one crossed out. */
export type Mark = 'open' | 'done' | 'cancelled' | 'crossed' | 'important' | 'other' | 'none';

/** A line of a list. */
export interface Item {
  /** How far it is indented, in UTF-16 units. */
  indent: number;
  mark: Mark;
  text: string;
}

const BULLET = /^(?:[-*+•‣▪▸►◦●○·–—・]|\d{1,6}[.)]|[a-z]\))/u;
/** A box with at most one sign in it, which is no link and no footnote. */
const BOX = /^\[(?<mark>[^[\]\n]{0,8})\](?![([:])/u;
const SIGN = /^(?<sign>[☐☑☒✅✔✓🗹❌❎✖✗✘⬜◻□▢🔲🔳])\uFE0F?/u;
const ONE_SIGN = /^\P{M}[\p{M}\uFE0F\u200D]{0,3}$/u;

const MARKS: Readonly<Record<string, Mark>> = {
  '': 'open',
  x: 'done',
  X: 'done',
  '-': 'cancelled',
  '~': 'cancelled',
  '!': 'important',
};
const DONE_SIGNS = new Set('☑ ✅ ✔ ✓ 🗹 ☒'.split(' '));
const CROSSED_SIGNS = new Set('❌ ❎ ✖ ✗ ✘'.split(' '));
const OPEN_SIGNS = new Set('☐ ⬜ ◻ □ ▢ 🔲 🔳'.split(' '));

function markOf(sign: string): Mark {
  if (DONE_SIGNS.has(sign)) return 'done';
  if (CROSSED_SIGNS.has(sign)) return 'crossed';
  return OPEN_SIGNS.has(sign) ? 'open' : 'other';
}

/** Reads a line as an item of a list: with a bullet, a number, a box or a sign that stands for one; null for others. */
export function itemOf(line: string): Item | null {
  const start = startOf(line);
  const bullet = BULLET.exec(line.slice(start, start + 8))?.[0] ?? '';
  const rest = line.slice(start + bullet.length);
  const content = rest.trimStart();
  const boxed = boxOf(content);
  if (boxed && (bullet !== '' || isUsual(boxed.mark))) return { indent: start, ...boxed };
  const isItem = bullet !== '' && (content === '' || content !== rest) && !isRule(line);
  return isItem ? { indent: start, mark: 'none', text: content } : null;
}

/** Where a line’s own text begins: behind blanks and the marks of a quotation. */
function startOf(line: string): number {
  let start = 0;
  while (start < line.length && /[\s>]/u.test(line.charAt(start))) start += 1;
  return start;
}

function boxOf(content: string): Omit<Item, 'indent'> | null {
  const box = BOX.exec(content.slice(0, 12));
  const inside = (box?.groups?.['mark'] ?? '').trim();
  if (box && (inside === '' || ONE_SIGN.test(inside))) {
    const text = content.slice(box[0].length).trimStart();
    return { mark: MARKS[inside] ?? markOf(inside.replace('\uFE0F', '')), text };
  }
  const sign = SIGN.exec(content);
  if (!sign) return null;
  return {
    mark: markOf(sign.groups?.['sign'] ?? ''),
    text: content.slice(sign[0].length).trimStart(),
  };
}

/** Without a bullet before it, `[1]` is a footnote. */
function isUsual(mark: Mark): boolean {
  return mark !== 'other';
}

/** `---`, `* * *`: a line across the page. */
export function isRule(line: string): boolean {
  const signs = line.replace(/\s/gu, '');
  const [first = ''] = signs;
  return signs.length >= 3 && '-*_='.includes(first) && signs === first.repeat(signs.length);
}
