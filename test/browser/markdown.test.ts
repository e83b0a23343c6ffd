import { describe, expect, test } from '@jest/globals';
import type { Node } from '../../playground/page/browser/markdown/nodes.ts';
import { parse } from '../../playground/page/browser/markdown/parse.ts';

/** A tree as one line: `b(bold) text`. */
function line(nodes: Node[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.text;
      if ('content' in node) return `${node.type}(${line(node.content)})`;
      if (node.type === 'list') return `list(${node.items.map(line).join('|')})`;
      if ('text' in node) return `${node.type}(${node.text})`;
      return node.type;
    })
    .join('');
}

describe("Discord's markdown", () => {
  test.each([
    ['**bold** and *it*', 'strong(bold) and em(it)'],
    ['__u__ ~~s~~ ||p||', 'underline(u) strike(s) spoiler(p)'],
    ['**a *b* c**', 'strong(a em(b) c)'],
    ['\\*not\\* snake_case_name', '*not* snake_case_name'],
    ['**a \\** b**', 'strong(a ** b)'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['`*code*` ``a`b``', 'code(*code*) code(a`b)'],
    ['```ts\n**x**\n```\nafter', 'code-block(**x**)after'],
    ['[a *b*](https://e.org/x_y_z)', 'link(a em(b))'],
    ['see https://e.org/a_b.', 'see link(https://e.org/a_b).'],
    ['[no](javascript:alert(1))', '[no](javascript:alert(1))'],
    ['# Big\n-# small', 'heading(Big)subtext(small)'],
    ['> a\n> *b*\nc', 'quote(a\nem(b))c'],
    ['- a\n  - b\n- c\n1. d', 'list(alist(b)|c)list(d)'],
    ['<@1> <#2> <t:0:R> </a b:3> <:x:4>', 'mention mention timestamp command emoji'],
    ['<b>&amp;', '<b>&amp;'],
  ])('%j', (source, tree) => {
    expect(line(parse(source))).toBe(tree);
  });

  test.each(['*', '_', '`', '||', '[', '[a](', '> ', '```', '**__', '\\'])(
    'a message full of %j is read at once',
    (mark) => {
      // A pattern that tries every way to match would go on for longer than a test may take.
      expect(line(parse(mark.repeat(4096 / mark.length)))).not.toBe('');
    },
  );
});
