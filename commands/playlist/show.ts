import { z } from 'zod';
import { component, subcommand } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { pageButtons, pageNumber } from '../../src/discord/declare/buttons.ts';
import { select } from '../../src/discord/declare/select.ts';
import { escapeText } from '../../src/discord/escape.ts';
import { about, card, type Reply } from '../../src/discord/declare/reply.ts';
import { clockTime } from '../../src/domain/time/duration.ts';
import { PAGE_SIZE } from '../../src/domain/pages.ts';
import { covers } from '../../src/domain/ownership/ownership.ts';
import { removeTracks } from '../../src/models/track/remove.ts';
import { playlistOption, suggestsPlaylists } from './owned.ts';
import { tellRemoval, type Told } from './remove.ts';
import { trackText } from './track-text.ts';
import { showPlaylist } from '../../src/models/playlist/show.ts';

/** `/playlist show`: the tracks of a playlist, page by page. */
export const show = subcommand({
  input: z.object({ playlist: playlistOption, page: z.int().min(1).max(1_000).optional() }),
  suggest: { playlist: suggestsPlaylists('viewer') },
  execute: ({ input, ...context }) => pageOfTracks(context, input.playlist, input.page),
});

/** ◀ and ▶ below a playlist. */
export const showPage = component(
  'playlist.show',
  z.object({ id: z.uuid(), page: pageNumber }),
  ({ state, ...context }) => pageOfTracks(context, state.id, state.page),
);

/** The menu below a playlist: its editors take out what is chosen. */
export const showMenu = select(
  'playlist.takeOut',
  z.object({ id: z.uuid(), page: pageNumber }),
  z.array(z.uuid().meta({ choice: true })).max(PAGE_SIZE),
  async ({ state, chosen: ids, ...context }) => {
    const removal = await removeTracks(context.caller, state.id, { ids });
    return pageOfTracks(context, state.id, state.page, tellRemoval(context, removal));
  },
);

/** One page of a playlist, from its first track on unless told. @param told what was done with it just now */
export async function pageOfTracks(
  context: Context,
  reference: string,
  asked = 1,
  told?: Told,
): Promise<Reply> {
  const { caller, t } = context;
  const { playlist, lines, durationMs, unknown, page, pages } = await showPlaylist(caller, reference, asked);
  const length =
    unknown > 0
      ? t('playlist.lengthAndUnknown', { length: clockTime(durationMs), count: unknown })
      : clockTime(durationMs);
  const facts = [
    t('playlist.tracks', { count: playlist.trackCount }),
    ...(durationMs > 0 ? [length] : []),
    t(`playlist.visibility.${playlist.visibility}`),
    ...(pages > 1 ? [t('page', { page, pages })] : []),
  ];
  const look = {
    placeholder: t('playlist.choose.tracks'),
    choices: lines.map((line) => ({
      value: line.id,
      label: `${line.position}. ${[line.artist, line.title].filter(Boolean).join(' – ')}`,
    })),
  };
  const mayRemove = lines.length > 0 && covers(playlist.role, 'editor');
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
    [
      ...(mayRemove ? [showMenu.menu(context, { id: playlist.id, page }, look)] : []),
      ...pageButtons(context, showPage, { id: playlist.id }, { page, pages }),
      ...(told ? [told.undo] : []),
    ],
  );
  return about(playlist, { ...shown, ...(told && { content: told.sentence }) });
}
