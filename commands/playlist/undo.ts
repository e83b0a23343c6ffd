import { playlists } from '../../src/models/playlist/playlist.ts';
import { putTracksBack, removeTracks } from '../../src/models/track/remove.ts';
import { unshuffleTracks } from '../../src/models/track/shuffle.ts';
import type { Undoing, Undoings } from '../undone.ts';
import { removedText } from './track-text.ts';

/** How what was done to playlists and their tracks is undone. */
export const UNDO_TRACKS: Undoings<`tracks-${string}` | `playlist-${string}`> = {
  async 'tracks-in'({ caller, t }, { act, thing }) {
    const removal = await removeTracks(caller, thing, { actId: act });
    const again = { kind: 'tracks-out', act: removal.actId, thing } as const;
    return { sentence: removedText(removal, t), of: removal.playlist, again };
  },
  'tracks-out': putBack(false),
  'tracks-swap': putBack(true),
  async 'tracks-order'({ caller, t }, { act, thing, left }) {
    const playlist = await unshuffleTracks(caller, thing, act, left);
    return { sentence: t('playlist.unshuffled', { name: playlist.name }), of: playlist };
  },
  async 'playlist-deleted'({ caller, limits, t }, { act, thing }) {
    const playlist = await playlists.restore(caller, thing, { limit: limits.playlistsPerOwner, undone: act });
    return { sentence: t('playlist.restored', { name: playlist.name }), of: playlist };
  },
};

/** Brings back the tracks that an act took out. @param instead of those that it put in */
function putBack(instead: boolean): Undoing {
  return async ({ caller, limits, t }, { act, thing }) => {
    const back = await putTracksBack(caller, thing, act, limits.tracksPerPlaylist, instead);
    const { playlist, count, instead: out } = back;
    const sentence = t('playlist.putBack', { count: back.putBack, name: playlist.name, total: count });
    const others = out ? count - back.putBack : 0;
    return {
      sentence: others > 0 ? `${sentence} ${t('playlist.othersStay', { count: others })}` : sentence,
      of: playlist,
      ...(out?.removed ? { again: { kind: 'tracks-swap', act: out.actId, thing } } : {}),
    };
  };
}
