/** What of a track a column or a property can hold. `seconds` is for playing times as people write them too. */
export type TrackField = 'title' | 'artist' | 'url' | 'milliseconds' | 'seconds';

/** Names that other programs use, in lower case and with letters only. */
const NAMES: Readonly<Record<TrackField, readonly string[]>> = {
  title: ['title', 'name', 'track', 'song', 'tracktitle', 'trackname', 'songtitle', 'songname'],
  artist: ['artist', 'artists', 'creator', 'author', 'artistname', 'artistnames', 'performer', 'trackartist'],
  url: ['url', 'link', 'location', 'href', 'address', 'trackurl', 'tracklink', 'webpage', 'webpageurl'],
  milliseconds: [
    'durationms',
    'lengthms',
    'timems',
    'trackdurationms',
    'durationmillis',
    'durationmilliseconds',
  ],
  seconds: [
    'duration',
    'length',
    'time',
    'seconds',
    'durationseconds',
    'durations',
    'lengthseconds',
    'trackduration',
  ],
};

const FIELDS = new Map<string, TrackField>(
  Object.entries(NAMES).flatMap(([field, names]) =>
    names.map((name) => [name, field as TrackField] as const),
  ),
);

/** Which field a column or property called so holds: “Track Name”, “track_name” and “trackName” are one. */
export function fieldNamed(name: string): TrackField | undefined {
  return name.length > 60 ? undefined : FIELDS.get(name.toLowerCase().replace(/[^a-z]/g, ''));
}
