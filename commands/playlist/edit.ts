import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { form } from '../../src/discord/declare/form.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { VISIBILITIES, visibility } from '../../src/domain/ownership/ownership.ts';
import { playlistDescription, playlistName } from '../../src/domain/playlist/playlist.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { playlistOption, suggestsPlaylists } from './owned.ts';

/** `/playlist edit`: a form with name, description and visibility as they are. */
export const edit = subcommand({
  input: z.object({ playlist: playlistOption }),
  opensForm: true,
  suggest: { playlist: suggestsPlaylists('owner') },

  async execute({ input, caller, t }) {
    const playlist = await playlists.see(caller, input.playlist, 'owner');
    return editForm.open(
      caller,
      { id: playlist.id },
      {
        title: t('playlist.editTitle'),
        fields: {
          name: { label: t('playlist.fields.name'), value: playlist.name },
          description: { label: t('playlist.fields.description'), value: playlist.description },
          visibility: {
            label: t('playlist.fields.visibility'),
            value: playlist.visibility,
            choices: VISIBILITIES.filter((value) => value !== 'private' || playlist.guildId === null).map(
              (value) => ({ value, label: t(`choices.visibility.${value}`) }),
            ),
          },
        },
      },
    );
  },
});

/** What the form of `/playlist edit` does when it comes back. */
export const editForm = form(
  'playlist.edit',
  z.object({ id: z.uuid() }),
  z.object({
    name: playlistName,
    description: playlistDescription.meta({ paragraph: true }).optional(),
    visibility,
  }),
  async ({ state, fields, caller, t }) => {
    const change = { ...fields, description: fields.description ?? null };
    const { thing: edited } = await playlists.change(caller, state.id, change);
    return about(edited, say(t('playlist.edited', { name: edited.name })));
  },
);
