import { guessEncoding } from './guess-encoding.ts';

/** The text of a file, and its encoding where that is none of Unicode's. */
export interface DecodedText {
  text: string;
  /** What was assumed, because the file does not say. */
  assumed: string | null;
  /** What the file says itself. */
  declared: string | null;
}

/** As much of a file as its own word about its encoding stands in, in bytes. */
const HEAD = 1_024;
/** `encoding="…"` of an XML declaration and `#EXTENC:` of M3U, which stand near the beginning and in ASCII. */
const DECLARED = [
  /^\s{0,9}<\?xml[^>]{0,100}?encoding=["']([\w.:-]{1,40})["']/i,
  /^#EXTENC:[ \t]{0,9}([\w.:-]{1,40})/im,
];
/** By which DOS ended a text. */
const DOS_END = '\u001A';
/** Half of a text in UTF-16 has NUL for every other byte; no other text has any. */
const UTF16_SHARE = 0.3;

/**
 * Reads the bytes of a file as text: by its byte order mark, as UTF-16 without one, as UTF-8 if it is that throughout,
 * as the file itself says, else as what its letters look like. The mark is not part of the text, nor is the sign by
 * which DOS ended a file.
 * Source: WHATWG Encoding Standard; RFC 3629 on telling UTF-8 from others.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const known = markedEncoding(bytes) ?? utf16Encoding(bytes);
  if (known !== null) return { text: decodeAs(known, bytes) ?? '', assumed: null, declared: null };
  const utf8 = decodeAs('utf-8', bytes, true);
  if (utf8 !== null) return { text: utf8, assumed: null, declared: null };
  const declared = declaredEncoding(bytes);
  const told = declared === null ? null : decodeAs(declared, bytes, true);
  if (told !== null) return { text: told, assumed: null, declared };
  const assumed = guessEncoding(bytes);
  return { text: decodeAs(assumed, bytes) ?? '', assumed: NAMES[assumed] ?? assumed, declared: null };
}

/** How people find them in the menus of their programs. */
const NAMES: Readonly<Record<string, string>> = {
  'windows-1250': 'Windows-1250',
  'windows-1251': 'Windows-1251',
  'windows-1252': 'Windows-1252',
  'windows-1253': 'Windows-1253',
  'windows-1254': 'Windows-1254',
  'windows-1255': 'Windows-1255',
  'windows-1256': 'Windows-1256',
  'windows-1257': 'Windows-1257',
  'koi8-r': 'KOI8-R',
  gb18030: 'GBK',
  big5: 'Big5',
  shift_jis: 'Shift-JIS',
  'euc-jp': 'EUC-JP',
  'euc-kr': 'EUC-KR',
};

function markedEncoding([first, second]: Uint8Array): string | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

function utf16Encoding(bytes: Uint8Array): string | null {
  const head = bytes.subarray(0, HEAD);
  const zeros = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (bytes.length % 2 === 0 && odd > head.length * UTF16_SHARE && even === 0) return 'utf-16le';
  return bytes.length % 2 === 0 && even > head.length * UTF16_SHARE && odd === 0 ? 'utf-16be' : null;
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, HEAD));
  return DECLARED.map((pattern) => pattern.exec(head)?.[1]).find((label) => label !== undefined) ?? null;
}

/** Null for an encoding that nobody knows, or bytes that are none of its where they must be. */
function decodeAs(label: string, bytes: Uint8Array, fatal = false): string | null {
  try {
    const text = new TextDecoder(label, { fatal }).decode(bytes);
    const ended = text.trimEnd();
    return ended.endsWith(DOS_END) ? ended.slice(0, -1) : text;
  } catch {
    return null;
  }
}
