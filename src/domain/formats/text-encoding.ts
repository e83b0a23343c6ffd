/** `encoding="…"` of an XML declaration, which stands in the first line and in ASCII. */
const DECLARED = /^<\?xml[^>]{0,100}?encoding=["']([\w.:-]{1,40})["']/i;

/**
 * The text of a file: by its byte order mark (UTF-8, UTF-16), else as UTF-8 if it is that throughout, else as its XML
 * declaration says, else as Windows-1252, of which Latin-1 is a part. The mark is not part of the text.
 * Source: WHATWG Encoding Standard; RFC 3629 on telling UTF-8 from others.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const windows = new TextDecoder('windows-1252').decode(bytes);
    const declared = DECLARED.exec(windows)?.[1];
    return (declared !== undefined && decodeAs(declared, bytes)) || windows;
  }
}

function decodeAs(label: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    // An encoding that nobody knows: the letters of ASCII, at least, come out right without it.
    return null;
  }
}

/** The text as UTF-8, without a byte order mark. */
export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The text as Latin-1 (ISO 8859-1), or null where that cannot hold it or `decodeText` would take it for UTF-8. */
export function encodeLatin1(text: string): Uint8Array | null {
  // 80 to 9F are control characters in Latin-1 and letters in Windows-1252: nobody agrees on them.
  // oxlint-disable-next-line no-control-regex
  if (/[^\u0000-\u007F\u00A0-\u00FF]/.test(text)) return null;
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  return decodeText(bytes) === text ? bytes : null;
}
