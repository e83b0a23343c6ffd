import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { fileOption } from '../../src/discord/declare/options.ts';
import { CALLER } from '../../src/domain/ownership/audience.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import {
  PLAYLIST_FILE_MAX_BYTES,
  PLAYLIST_FORMATS,
} from '../../src/domain/playlist/formats/playlist-file.ts';
import { writePlaylist } from '../../src/domain/playlist/formats/write.ts';
import { allTracks } from '../../src/models/track/all.ts';
import { importTracks } from '../../src/models/track/import.ts';
import { remarkLines, remarksOn } from '../file-remarks.ts';
import { playlistOption, suggestsPlaylists } from './owned.ts';
import { undoButton } from '../undo.ts';

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
  input: z.object({
    playlist: playlistOption,
    file: fileOption,
    mode: z.enum(['append', 'replace']).optional(),
    problems: z.enum(['skip', 'stop']).optional(),
  }),
  cost: 'expensive',
  suggest: { playlist: suggestsPlaylists('editor') },

  async execute({ input, ...context }) {
    const { caller, limits, files, t } = context;
    const bytes = await files.download(input.file, PLAYLIST_FILE_MAX_BYTES);
    const reading = await files.read('playlist', { bytes, name: input.file.name });
    const { tracks, problems } = reading;
    const { name: file } = input.file;
    if (tracks.length === 0) {
      const sentences = [t('import.nothing', { name: file }), ...remarksOn(reading, context)];
      return about(CALLER, say(sentences.join('\n')));
    }
    if (input.problems === 'stop' && problems.length > 0) {
      const sentence = t('import.stopped', { count: problems.length, name: file });
      return about(CALLER, say([sentence, ...remarkLines(problems, reading, context)].join('\n')));
    }
    const limit = limits.tracksPerPlaylist;
    const done = await importTracks(caller, input.playlist, tracks, input.mode ?? 'append', limit);
    const { name, id } = done.playlist;
    const sentences = [
      t('import.done', { count: done.added, name, total: done.count }),
      ...(done.removed > 0 ? [t('import.replaced', { count: done.removed })] : []),
      ...remarksOn(reading, context),
    ];
    const undo = undoButton(context, {
      kind: done.removed > 0 ? 'tracks-swap' : 'tracks-in',
      act: done.actId,
      thing: id,
    });
    return about(done.playlist, say(sentences.join('\n'), undo));
  },
});
