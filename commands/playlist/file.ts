import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { about } from '../../src/discord/declare/reply.ts';
import { PLAYLIST_FORMATS } from '../../src/domain/playlist/formats/playlist-file.ts';
import { writePlaylist } from '../../src/domain/playlist/formats/write.ts';
import { allTracks } from '../../src/models/track/all.ts';
import { importTracks } from '../../src/models/track/import.ts';
import { importFile, importOptions } from '../import-file.ts';
import { playlistOption, suggestsPlaylists } from './owned.ts';

/** `/playlist export`: the tracks as a file that this and other programs read. */
export const exportPlaylist = subcommand({
  input: z.object({ playlist: playlistOption, format: z.enum(PLAYLIST_FORMATS) }),
  cost: 'expensive',
  suggest: { playlist: suggestsPlaylists('viewer') },

  async execute({ input, caller, t }) {
    const { playlist, tracks } = await allTracks(caller, input.playlist);
    const { name, description } = playlist;
    const { filename, data } = writePlaylist(input.format, {
      name,
      ...(description ? { description } : {}),
      tracks,
    });
    const content = t('playlist.exported', { name, count: tracks.length });
    return about(playlist, { content, files: [{ name: filename, data }] });
  },
});

/** `/playlist import`: the tracks of a file, behind those there are or in their place. */
export const importPlaylist = subcommand({
  input: z.object({ playlist: playlistOption, ...importOptions }),
  cost: 'expensive',
  suggest: { playlist: suggestsPlaylists('editor') },

  execute: ({ input, ...context }) =>
    importFile(context, input, {
      read: (sent) => context.files.read('playlist', sent),
      isEmpty: ({ tracks }) => tracks.length === 0,
      nothing: 'import.nothing',
      unread: ({ problems }) => problems,

      async write({ tracks }, mode) {
        const { caller, limits, t } = context;
        const limit = limits.tracksPerPlaylist;
        const done = await importTracks(caller, input.playlist, tracks, mode, limit);
        const { playlist, added, removed, count, actId } = done;
        const sentences = [
          t('import.done', { count: added, name: playlist.name, total: count }),
          ...(removed > 0 ? [t('import.replaced', { count: removed })] : []),
        ];
        const kind = removed > 0 ? 'tracks-swap' : 'tracks-in';
        return { of: playlist, sentences, done: { kind, act: actId, thing: playlist.id } };
      },
    }),
});
