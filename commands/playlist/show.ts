import { z } from 'zod';
import { component, subcommand, type Context } from '../../src/discord/command.ts';
import { pageButtons, pageNumber } from '../../src/discord/buttons.ts';
import { escapeText } from '../../src/discord/escape.ts';
import { about, card, type Reply } from '../../src/discord/replies.ts';
import { clockTime } from '../../src/domain/duration.ts';
import { playlistOption, suggestsPlaylists } from './playlist-option.ts';
import { trackText } from './track-text.ts';
import { showPlaylist } from '../../src/models/playlist/show.ts';

/** `/playlist show`: the tracks of a playlist, page by page. */
export const show = subcommand({
  input: z.object({ playlist: playlistOption, page: z.int().min(1).max(1_000).optional() }),
  suggest: { playlist: suggestsPlaylists('viewer') },
  execute: ({ input, ...context }) => pageOfTracks(context, input.playlist, input.page ?? 1),
});

/** ◀ and ▶ below a playlist. */
export const showPage = component(
  'playlist.show',
  z.object({ id: z.uuid(), page: pageNumber }),
  ({ state, ...context }) => pageOfTracks(context, state.id, state.page),
);

async function pageOfTracks(context: Context, reference: string, asked: number): Promise<Reply> {
  const { caller, t } = context;
  const { playlist, lines, durationMs, page, pages } = await showPlaylist(caller, reference, asked);
  const facts = [
    t('playlist.tracks', { count: playlist.trackCount }),
    ...(durationMs > 0 ? [clockTime(durationMs)] : []),
    t(`playlist.visibility.${playlist.visibility}`),
    ...(pages > 1 ? [t('page', { page, pages })] : []),
  ];
  const tracks = lines.map((line) => `${line.position}\\. ${trackText(line)}`).join('\n');
  const shown = card(
    {
      title: escapeText(playlist.name),
      description: [
        ...(playlist.description && page === 1 ? [escapeText(playlist.description), ''] : []),
        tracks || t('playlist.empty'),
      ].join('\n'),
      footer: { text: facts.join(' · ') },
    },
    pageButtons(context, showPage, { id: playlist.id }, { page, pages }),
  );
  return about(playlist, shown);
}
