import { Entries } from './entries.ts';
import { unreadable } from './import-reasons.ts';
import { millisecondsIn } from './playing-time.ts';
import type { PlaylistReading } from './playlist-file.ts';
import { readXml } from './xml.ts';

/** A property list’s dictionary, with the line on which it begins. */
interface Dict {
  line: number;
  values: Map<string, Value>;
}
type Value = string | Dict | Value[];

/** What of a track is taken; the rest is named as left out. */
const TAKEN = new Set(['Name', 'Artist', 'Location', 'Total Time', 'Track ID']);
/** More tracks than a playlist can have lists are never read, so their fields need not be looked at. */
const FIELDS_OF = 50;

/**
 * Reads the XML of iTunes and of Apple's Music: the tracks of the one playlist in it, in its order, or those of the
 * whole library.
 * @throws UserError `import.notXml` where there are no tracks in it, and as `readXml` does
 */
export function readItunes(text: string): PlaylistReading {
  const root = readPropertyList(text);
  const tracks = isDict(root) ? root.values.get('Tracks') : undefined;
  if (!isDict(root) || !isDict(tracks)) throw unreadable('import.notXml');
  const playlists = root.values.get('Playlists');
  const [playlist, another] = Array.isArray(playlists) ? playlists.filter((one) => isDict(one)) : [];
  const entries = new Entries();
  const listed = playlist && !another ? itemsOf(playlist, tracks) : [];
  if (listed.length > 0) {
    entries.name(playlist?.values.get('Name'));
    entries.describe(playlist?.values.get('Description'));
  }
  const all = listed.length > 0 ? listed : [...tracks.values.values()].filter((one) => isDict(one));
  all.forEach(({ line, values }, index) => {
    const text = (key: string) => textOf(values.get(key));
    if (index < FIELDS_OF) for (const key of values.keys()) if (!TAKEN.has(key)) entries.leaveOut(key);
    const durationMs = millisecondsIn(text('Total Time'));
    entries.add(
      { title: text('Name'), artist: text('Artist'), location: text('Location'), durationMs },
      line,
    );
  });
  return { ...entries.reading, program: 'Apple Music / iTunes' };
}

function itemsOf({ values }: Dict, tracks: Dict): Dict[] {
  const items = values.get('Playlist Items');
  return (Array.isArray(items) ? items : []).flatMap((item) => {
    const track = isDict(item) ? tracks.values.get(textOf(item.values.get('Track ID'))) : undefined;
    return isDict(track) ? [track] : [];
  });
}

/** Reads a property list; of its leaves all are texts. Source: Apple, “Property List Programming Guide” */
function readPropertyList(text: string): Value | undefined {
  const open: { value: Value; key: string }[] = [];
  let root: Value | undefined;
  const put = (value: Value) => {
    const parent = open.at(-1);
    if (parent === undefined) root ??= value;
    else if (Array.isArray(parent.value)) parent.value.push(value);
    else if (isDict(parent.value)) parent.value.values.set(parent.key, value);
  };
  readXml(text, 'plist', {
    open({ name, line }) {
      if (name === 'dict' || name === 'array') {
        const value: Value = name === 'dict' ? { line, values: new Map<string, Value>() } : [];
        put(value);
        open.push({ value, key: '' });
      }
    },
    leaf({ path, text }) {
      const name = path.at(-1) ?? '';
      const parent = open.at(-1);
      if (name === 'key' && parent) parent.key = text.trim();
      else if (name !== 'dict' && name !== 'array') put(text || name);
    },
    close({ path }) {
      if (path.at(-1) === 'dict' || path.at(-1) === 'array') open.pop();
    },
  });
  return root;
}

function isDict(value: Value | undefined): value is Dict {
  return typeof value === 'object' && !Array.isArray(value);
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}
