const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });
const MORE = '…';

/** At most that many characters of a plain text, whole ones as people see them, with a sign that there is more. */
export function truncate(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (const { index, segment } of GRAPHEMES.segment(text.slice(0, most + 1))) {
    if (index + segment.length > most - MORE.length) break;
    end = index + segment.length;
  }
  return text.slice(0, end).trimEnd().toWellFormed() + MORE;
}

/**
 * What cannot be cut in Discord's markup: an escaped sign, a link, what stands in pointed brackets (mentions, times,
 * emoji), code, an address, and the marks that open or close bold and the like.
 * Source: Discord documentation, "Message Formatting".
 */
const ATOM =
  /\\[^\s\w]|\[(?:\\.|[^\]\\\n])*\]\((?:<[^>\n]*>|[^)\n]*)\)|<[^>\n]{1,200}>|`[^`\n]+`|https?:\/\/\S+|\*\*|~~|__|\|\|/g;
const LINK = /\[((?:\\.|[^\]\\\n])*)\]\((?:<[^>\n]*>|[^)\n]*)\)/g;
const PAIRED = new Set(['**', '~~', '__', '||']);

/** The same for one line in Discord's markup: links give way first, and what was open is closed. */
export function truncateMarkup(line: string, most: number): string {
  if (line.length <= most) return line;
  const short = withoutLinks(line, most);
  if (short.length <= most) return short;
  const open: string[] = [];
  let kept = '';
  const room = () => most - MORE.length - open.join('').length - kept.length;
  for (const piece of piecesOf(short)) {
    const opens = PAIRED.has(piece) && open.at(-1) !== piece;
    const closes = PAIRED.has(piece) && !opens;
    // What closes takes no room that was not kept for it.
    if (!closes && piece.length * (opens ? 2 : 1) > room()) break;
    kept += piece;
    if (opens) open.push(piece);
    if (closes) open.pop();
  }
  // A mark that nothing stands in would be shown as it is.
  while (open.length > 0 && kept.endsWith(open.at(-1) ?? MORE))
    kept = kept.slice(0, -(open.pop() ?? '').length);
  return `${kept.trimEnd()}${MORE}${open.toReversed().join('')}`;
}

/** As many links as needed, the longest first, become their titles. */
function withoutLinks(line: string, most: number): string {
  const links = [...line.matchAll(LINK)].sort(([a], [b]) => b.length - a.length);
  let length = line.length;
  const given = new Set<number>();
  for (const link of links) {
    if (length <= most) break;
    given.add(link.index);
    length -= link[0].length - (link[1] ?? '').length;
  }
  return line.replace(LINK, (link: string, title: string, index: number) =>
    given.has(index) ? title : link,
  );
}

function* piecesOf(text: string): Generator<string> {
  let from = 0;
  for (const { 0: atom, index } of text.matchAll(ATOM)) {
    for (const { segment } of GRAPHEMES.segment(text.slice(from, index))) yield segment;
    yield atom;
    from = index + atom.length;
  }
  for (const { segment } of GRAPHEMES.segment(text.slice(from))) yield segment;
}

/** What is left of a line at least, before lines are left out instead. */
const LINE_MIN = 24;

/** Several lines in Discord's markup: the longest give way to the others, and what is left out is said to be. */
export function fit(text: string, most: number): string {
  if (text.length <= most) return text;
  const lines = text.split('\n');
  const fitting = Math.max(1, Math.floor((most - LINE_MIN) / LINE_MIN));
  const kept = lines.length > fitting ? lines.slice(0, fitting) : lines;
  const rest = lines.length - kept.length;
  const end = rest > 0 ? [`${MORE} +${rest}`] : [];
  const caps = shares(
    kept.map(({ length }) => length),
    most - kept.length - end.join('').length,
  );
  return [...kept.map((line, i) => truncateMarkup(line, caps[i] ?? 0)), ...end].join('\n');
}

/** What each of several may have of a sum: the small ones all of theirs, the others the same. */
export function shares(lengths: readonly number[], sum: number): number[] {
  const sorted = [...lengths].sort((a, b) => a - b);
  let left = sum;
  let cap = Infinity;
  for (const [i, length] of sorted.entries()) {
    const even = Math.floor(left / (sorted.length - i));
    if (length > even) {
      cap = even;
      break;
    }
    left -= length;
  }
  return lengths.map((length) => Math.min(length, cap));
}
