import sax from 'sax';
import { unreadable } from './import-reasons.ts';

/** Deeper than any playlist nests. */
const DEPTH_MAX = 32;

/** An element without elements in it. The path is of local names in lower case, from the root to itself. */
export interface XmlLeaf {
  path: readonly string[];
  text: string;
}

/** The local name of the first element in lower case, whatever comes before it; null where there is none. */
export function rootOf(text: string): string | null {
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) at = text.indexOf('-->', at);
    else if (/^[!?]/.test(text.slice(at + 1, at + 2))) at = text.indexOf('>', at);
    else
      return /^<(?:[\w.-]{1,60}:)?([\w.-]{1,60})/.exec(text.slice(at, at + 130))?.[1]?.toLowerCase() ?? null;
    if (at < 0) return null;
  }
  return null;
}

/** Who is told what is found, in the order of the text. */
export interface XmlListener {
  /** Each element as it begins, by its local name in lower case, with its line from 1. */
  open?(element: { name: string; line: number }): void;
  leaf(leaf: XmlLeaf): void;
  /** Each element as it ends, with the line on which it began, from 1. */
  close(element: { path: readonly string[]; line: number }): void;
}

/**
 * Reads XML once from front to back, in linear time. Forgiving as to a bare `&` and undeclared entities, which stay as
 * they are; namespaces are left off the names. Nothing is fetched and no entity of the file's own is expanded.
 * @throws UserError `import.unsafeXml` for a DTD within the file, nesting beyond 32, or a tag of more than 64 KiB;
 *   `import.notXml` when the root is another or is never closed
 */
export function readXml(text: string, root: string, listener: XmlListener): void {
  // Strict parsing makes an error object, stack and all, for each stray character: seconds for a hostile file.
  const parser = sax.parser(false, { lowercase: true, noscript: true, position: true });
  const path: string[] = [];
  const began: number[] = [];
  let content = '';
  let isLeaf = false;
  let complete = false;
  const append = (more: string) => {
    if (isLeaf) content += more;
  };
  Object.assign(parser, {
    ontext: append,
    oncdata: append,
    ondoctype(doctype: string) {
      if (/\[|<!ENTITY/i.test(doctype)) throw unreadable('import.unsafeXml');
    },
    onopentag({ name }: { name: string }) {
      path.push(name.slice(name.indexOf(':') + 1));
      began.push(parser.line + 1);
      if (path.length > DEPTH_MAX) throw unreadable('import.unsafeXml');
      if (path[0] !== root || complete) throw unreadable('import.notXml');
      isLeaf = true;
      content = '';
      listener.open?.({ name: path.at(-1) ?? '', line: parser.line + 1 });
    },
    onclosetag() {
      if (isLeaf) listener.leaf({ path, text: content });
      listener.close({ path, line: began.pop() ?? 1 });
      isLeaf = false;
      path.pop();
      complete = path.length === 0;
    },
    onerror(error: Error) {
      const reason = /buffer length/i.test(error.message) ? 'import.unsafeXml' : 'import.notXml';
      throw unreadable(reason, {}, { cause: error });
    },
  });
  parser.write(text).close();
  if (!complete) throw unreadable('import.notXml');
}
