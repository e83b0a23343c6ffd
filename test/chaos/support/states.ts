/** How a playlist is written down, by the load and by the judge alike, so that the two can be compared. */
export function playlistState(list: { name: string; titles: readonly string[]; deleted: boolean }): string {
  return `${list.deleted ? 'deleted' : 'kept'} “${list.name}”: ${list.titles.join(' ') || 'no tracks'}`;
}

/** How a time zone is, of a person or of a server. */
export const zoneState = (zone: string | null): string => zone ?? 'none';
