import { z } from 'zod';
import type { Command } from '../src/discord/declare/command.ts';
import { form } from '../src/discord/declare/form.ts';
import { about, say } from '../src/discord/declare/reply.ts';
import { linksIn } from '../src/domain/playlist/track.ts';
import { describeTrack } from './playlist/track-source.ts';
import { line, paragraph } from '../src/domain/text.ts';
import { UserError } from '../src/errors.ts';
import { importTracks } from '../src/models/track/import.ts';
import { undoButton } from './undo.ts';
import { playlists } from '../src/models/playlist/playlist.ts';
import { EVERYWHERE } from './everywhere.ts';

/** The most that a text field of a form holds. */
const FIELD_MAX = 4_000;
const written = line(FIELD_MAX);

/** What the form does when it comes back: a track for each line, titles looked up where there is only a link. */
const saveForm = form(
  'playlist.save',
  z.object({}),
  z.object({
    playlist: z.string().meta({ choice: true }),
    links: paragraph(FIELD_MAX).meta({ paragraph: true }),
  }),
  async ({ fields, ...context }) => {
    const { caller, limits, titles, t } = context;
    const texts = fields.links.split('\n').filter((text) => written.safeParse(text).success);
    const tracks = await Promise.all(texts.map((text) => describeTrack(titles, written.parse(text))));
    const limit = limits.tracksPerPlaylist;
    const saved = await importTracks(caller, fields.playlist, tracks, 'append', limit);
    const { playlist, added, count, actId } = saved;
    const sentence = t('import.done', { count: added, name: playlist.name, total: count });
    return about(
      playlist,
      say(sentence, undoButton(context, { kind: 'tracks-in', act: actId, thing: playlist.id })),
    );
  },
  { cost: 'expensive' },
);

/** “Save to playlist” in the menu of a message: its links become tracks. */
export const saveToPlaylist = {
  name: 'save-to-playlist',
  module: 'playlist',
  ...EVERYWHERE,
  forms: [saveForm],
  onMessage: {
    opensForm: true,
    async execute({ message, caller, t }) {
      const links = linksIn(message.content);
      if (links.length === 0) throw new UserError('save.noLinks');
      const found = await playlists.suggest(caller, '', { role: 'editor' });
      if (found.length === 0) throw new UserError('save.noPlaylists');
      const choices = found.map(({ id, name, guildId }) => ({
        value: id,
        label: name,
        ...(guildId === null ? {} : { description: t('playlist.scopeServer') }),
      }));
      return saveForm.open(
        caller,
        {},
        {
          title: t('save.title'),
          fields: {
            playlist: { label: t('save.playlist'), choices, value: choices[0]?.value ?? '' },
            links: { label: t('save.links'), value: links.join('\n').slice(0, FIELD_MAX) },
          },
        },
      );
    },
  },
} satisfies Command;
