import type { Entry } from './entries.ts';
import { splitArtist } from './artist-title.ts';
import { looksLikeMedia } from './location.ts';
import { readPlayingTime } from './playing-time.ts';

const SECONDS = /^[^\S\r\n]*([+-]?\d{1,10}(?:\.\d{1,9})?)?/;
const ATTRIBUTE = /[^\S\r\n]*[\w-]+=(?:"[^"]*"|[^\s",]*)/y;

/**
 * What stands behind `#EXTINF:`: seconds, attributes, and behind a comma the text. `185,Artist - Title`,
 * `-1 tvg-id="a,b" radio="true",Title` and `185` are read, and `-1 Artist - Title` of programs that forget the comma.
 */
export function readExtinf(value: string): { text: string; durationMs: number | null } {
  const [lead, seconds = ''] = SECONDS.exec(value) ?? [''];
  const end = endOfAttributes(value, lead.length);
  const rest = value.slice(end).trimStart();
  const text = rest.startsWith(',') ? rest.slice(1) : behindBrokenAttributes(value, rest, end > lead.length);
  return { text: text.trim(), durationMs: /^\d/.test(seconds) ? readPlayingTime(seconds) : null };
}

function endOfAttributes(value: string, start: number): number {
  let end = start;
  for (;;) {
    ATTRIBUTE.lastIndex = end;
    if (!ATTRIBUTE.test(value)) return end;
    end = ATTRIBUTE.lastIndex;
  }
}

/** Without a comma where one must be: all is the text, unless quotation marks in attributes hid where they end. */
function behindBrokenAttributes(value: string, rest: string, hasAttributes: boolean): string {
  if (!hasAttributes) return rest;
  const close = value.lastIndexOf('",');
  if (close >= 0) return value.slice(close + 2);
  const comma = rest.indexOf(',');
  return comma < 0 ? rest : rest.slice(comma + 1);
}

const LINK = /https?:\/\//i;

/** What a line says that is no directive: an address, with a title beside it or none, a file, or an artist and a title. */
export function sourceIn(line: string): Entry {
  const at = line.search(LINK);
  if (at === 0) {
    const space = line.search(/\s/);
    const [, title] = space < 0 ? [] : (/^\s+(?:#|\|)\s*(.*)$/.exec(line.slice(space)) ?? []);
    return title ? { location: line.slice(0, space), ...splitArtist(title, null) } : { location: line };
  }
  const title = at > 0 ? titleBefore(line.slice(0, at)) : '';
  if (title !== '' && !/\s/.test(line.slice(at)))
    return { location: line.slice(at), ...splitArtist(title, null) };
  const isName = !/[/\\]/.test(line) && !/^[a-z][\w+.-]*:\S/i.test(line) && !looksLikeMedia(line);
  return isName ? splitArtist(line, null) : { location: line };
}

/** “First Song - ” and “First Song: ”: what a link stands behind. */
function titleBefore(text: string): string {
  if (!/\s$/.test(text)) return '';
  const trimmed = text.trimEnd();
  return /[-–—:|,;#]$/.test(trimmed) ? trimmed.slice(0, -1).trimEnd() : trimmed;
}
