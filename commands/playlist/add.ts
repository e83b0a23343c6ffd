import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { TRACK_URL_MAX, trackArtist, trackTitle } from '../../src/domain/playlist/playlist.ts';
import { line } from '../../src/domain/text.ts';
import { describeTrack } from './track-source.ts';
import { playlistOption, suggestsPlaylists } from './owned.ts';
import { trackText } from './track-text.ts';
import { addTrack } from '../../src/models/track/add.ts';

/** `/playlist add`: a track at the end of a playlist that the caller may change. */
export const add = subcommand({
  input: z.object({
    playlist: playlistOption,
    track: line(TRACK_URL_MAX),
    title: trackTitle.optional(),
    artist: trackArtist.optional(),
  }),
  suggest: { playlist: suggestsPlaylists('editor') },

  async execute({ input, caller, limits, titles, t }) {
    const known = await describeTrack(titles, input.track, input.title);
    const { playlist, tracks, count } = await addTrack(
      caller,
      input.playlist,
      { title: known.title, artist: input.artist ?? known.artist, url: known.url },
      limits.tracksPerPlaylist,
    );
    const track = tracks.map(trackText).join();
    return about(playlist, say(t('playlist.added', { track, position: count, name: playlist.name })));
  },
});
