import type { Node } from './nodes.ts';

type Inner = (source: string) => Node[];
type Rule = [RegExp, (match: string[], inner: Inner) => Node];

// Nobody writes deeper than this by hand; a message that does must not exhaust the stack.
const depthMax = 16;

const text = (value: string): Node => ({ type: 'text', text: value });
const group = (match: string[], index: number): string => match[index] ?? '';

// Anchored, and tried in this order at each position. `\\[\s\S]` lets an escaped mark stand inside a pair of marks.
const rules: Rule[] = [
  [/^\\([^\p{L}\p{N}\s])/u, (m) => text(group(m, 1))],
  [/^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/, (m) => ({ type: 'code', text: group(m, 2) })],
  [
    /^\[((?:\\[\s\S]|[^\\[\]])+)\]\(<?(https?:\/\/[^\s<>)]+)>?(?:\s+"[^"]*")?\)/,
    (m, inner) => ({ type: 'link', url: group(m, 2), content: inner(group(m, 1)) }),
  ],
  [/^<(https?:\/\/[^\s<>]+)>/, (m) => link(group(m, 1))],
  [/^https?:\/\/[^\s<]*[^\s<.,:;"')\]*_~|]/, (m) => link(group(m, 0))],
  [/^<@!?(\d+)>/, (m) => ({ type: 'mention', kind: 'user', id: group(m, 1) })],
  [/^<@&(\d+)>/, (m) => ({ type: 'mention', kind: 'role', id: group(m, 1) })],
  [/^<#(\d+)>/, (m) => ({ type: 'mention', kind: 'channel', id: group(m, 1) })],
  [/^<\/([^:<>\n]+):\d+>/, (m) => ({ type: 'command', name: group(m, 1) })],
  [/^<a?:(\w+):\d+>/, (m) => ({ type: 'emoji', name: group(m, 1) })],
  [
    /^<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/,
    (m) => ({ type: 'timestamp', seconds: Number(m[1]), style: m[2] ?? 'f' }),
  ],
  [/^\|\|((?:\\[\s\S]|[^\\])+?)\|\|/, wrap('spoiler')],
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, wrap('strong')],
  [/^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, wrap('underline')],
  [/^~~((?:\\[\s\S]|[^\\])+?)~~/, wrap('strike')],
  [/^\*(?=\S)((?:\\[\s\S]|\*\*|[^\\*])+?)\*(?!\*)/, wrap('em')],
  [/^_((?:\\[\s\S]|__|[^\\_])+?)_(?!\w)/, wrap('em')],
  [/^[\p{L}\p{N}\s]+?(?=https?:|[^\p{L}\p{N}\s]|$)/u, (m) => text(group(m, 0))],
];

function wrap(type: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler'): Rule[1] {
  return (match, inner) => ({ type, content: inner(group(match, 1)) });
}

function link(url: string): Node {
  return { type: 'link', url, content: [text(url)] };
}

/** Reads the marks inside a paragraph; whatever is no mark stays text. */
export function parseInline(source: string, depth = 0): Node[] {
  if (depth > depthMax) return [text(source)];
  const inner: Inner = (content) => parseInline(content, depth + 1);
  const nodes: Node[] = [];
  let rest = source;
  let wordBefore = false;
  while (rest !== '') {
    const [node, length] = next(rest, wordBefore, inner);
    const last = nodes.at(-1);
    if (node.type === 'text' && last?.type === 'text') last.text += node.text;
    else nodes.push(node);
    wordBefore = /[\p{L}\p{N}_]/u.test(rest.charAt(length - 1));
    rest = rest.slice(length);
  }
  return nodes;
}

function next(rest: string, wordBefore: boolean, inner: Inner): [Node, number] {
  // `snake_case_names` are no emphasis.
  if (wordBefore && rest.startsWith('_')) return [text('_'), 1];
  for (const [pattern, make] of rules) {
    const match = pattern.exec(rest);
    if (match) return [make([...match], inner), match[0].length];
  }
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  return [text(character), character.length];
}
