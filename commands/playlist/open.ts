import type { APISelectMenuComponent } from 'discord.js';
import { z } from 'zod';
import type { Context } from '../../src/discord/declare/context.ts';
import { select } from '../../src/discord/declare/select.ts';
import type { Playlist } from '../../src/models/playlist/playlist.ts';
import { pageOfTracks } from './show.ts';

/** The menu below playlists: shows the one that is chosen in their place. */
export const open = select(
  'playlist.open',
  z.object({}),
  z.array(z.uuid().meta({ choice: true })).max(1),
  ({ chosen: [id = ''], ...context }) => pageOfTracks(context, id),
);

/** Nothing where there is nothing to choose. */
export function openMenu(context: Context, playlists: readonly Playlist[]): APISelectMenuComponent[] {
  if (playlists.length === 0) return [];
  const { t } = context;
  const choices = playlists.map((playlist) => ({
    value: playlist.id,
    label: playlist.name,
    description: t('playlist.tracks', { count: playlist.trackCount }),
  }));
  return [open.menu(context, {}, { placeholder: t('playlist.choose.open'), choices })];
}
