/** The text as UTF-8, without a byte order mark. */
export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The text as Latin-1 (ISO 8859-1), or null where that cannot hold it or it would be taken for UTF-8. */
export function encodeLatin1(text: string): Uint8Array | null {
  // 80 to 9F are control characters in Latin-1 and letters in Windows-1252: nobody agrees on them.
  // oxlint-disable-next-line no-control-regex
  if (/[^\u0000-\u007F\u00A0-\u00FF]/.test(text)) return null;
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const asUtf8 = new TextDecoder().decode(bytes);
  return asUtf8 === text || asUtf8.includes('\uFFFD') ? bytes : null;
}
