import { parseInline } from './inline.ts';
import type { Node } from './nodes.ts';

const codeBlock = /```(?:[\w+#-]+\n|\n)?([\s\S]*?)\n?```/;
const listItem = /^( *)(?:[-*]|(\d{1,9})\.) +(.*)$/;

/**
 * Reads Discord's markdown. Nothing is thrown for unfinished marks: they stay text, as in Discord.
 * Source: https://support.discord.com/hc/en-us/articles/210298617
 */
export function parse(source: string): Node[] {
  return parseBlocks(source, false);
}

// A quote holds no quote, as in Discord.
function parseBlocks(source: string, quoted: boolean): Node[] {
  const match = codeBlock.exec(source);
  if (!match?.[1] || source[match.index - 1] === '\\') return parseLines(source, quoted);
  const before = source.slice(0, match.index).replace(/\n$/, '');
  const after = source.slice(match.index + match[0].length).replace(/^\n/, '');
  return [
    ...(before ? parseLines(before, quoted) : []),
    { type: 'code-block', text: match[1] },
    ...(after ? parseBlocks(after, quoted) : []),
  ];
}

function parseLines(source: string, quoted: boolean): Node[] {
  const lines = source.split('\n');
  const nodes: Node[] = [];
  let plain: string[] = [];
  const flush = (): void => {
    if (plain.length > 0) nodes.push(...parseInline(plain.join('\n')));
    plain = [];
  };
  for (let index = 0; index < lines.length;) {
    const [node, used] = block(lines, index, quoted);
    if (node) {
      flush();
      nodes.push(node);
    } else {
      // The line break after a block belongs to the block; between plain lines it is kept by the join.
      plain.push(lines[index] ?? '');
    }
    index += used;
  }
  flush();
  return nodes;
}

function block(lines: string[], index: number, quoted: boolean): [Node | null, number] {
  const line = lines[index] ?? '';
  if (!quoted && line.startsWith('>>> ')) {
    const rest = [line.slice(4), ...lines.slice(index + 1)];
    return [{ type: 'quote', content: parseBlocks(rest.join('\n'), true) }, rest.length];
  }
  if (!quoted && line.startsWith('> ')) {
    const rest = takeWhile(lines, index, (each) => each.startsWith('> '));
    const content = parseBlocks(rest.map((each) => each.slice(2)).join('\n'), true);
    return [{ type: 'quote', content }, rest.length];
  }
  const heading = /^(#{1,3}) +(.*)$/.exec(line);
  if (heading?.[1]) {
    const level = heading[1].length === 1 ? 1 : heading[1].length === 2 ? 2 : 3;
    return [{ type: 'heading', level, content: parseInline(heading[2] ?? '') }, 1];
  }
  if (line.startsWith('-# ')) return [{ type: 'subtext', content: parseInline(line.slice(3)) }, 1];
  if (listItem.test(line)) {
    const items = takeWhile(lines, index, (each) => continues(line, each));
    return [list(items), items.length];
  }
  return [null, 1];
}

/** Whether a line belongs to the list that another begins: of the same kind, or deeper. */
function continues(first: string, line: string): boolean {
  const [a, b] = [listItem.exec(first), listItem.exec(line)];
  if (!a || !b) return false;
  return (b[1] ?? '').length > (a[1] ?? '').length || (a[2] === undefined) === (b[2] === undefined);
}

/** A list of consecutive item lines; a deeper indent is a list inside the item above. */
function list(lines: string[]): Node {
  const first = listItem.exec(lines[0] ?? '');
  const indent = first?.[1]?.length ?? 0;
  const items: Node[][] = [];
  for (let index = 0; index < lines.length;) {
    const match = listItem.exec(lines[index] ?? '');
    const nested = takeWhile(lines, index + 1, (each) => (listItem.exec(each)?.[1]?.length ?? 0) > indent);
    items.push([...parseInline(match?.[3] ?? ''), ...(nested.length > 0 ? [list(nested)] : [])]);
    index += 1 + nested.length;
  }
  return { type: 'list', ordered: first?.[2] !== undefined, start: Number(first?.[2] ?? 1), items };
}

function takeWhile(lines: string[], from: number, test: (line: string) => boolean): string[] {
  const end = lines.findIndex((line, index) => index >= from && !test(line));
  return lines.slice(from, end === -1 ? lines.length : end);
}
