import { z } from 'zod';
import { component, subcommand } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { pageButtons, pageNumber } from '../../src/discord/declare/buttons.ts';
import { userOption } from '../../src/discord/declare/options.ts';
import { snowflake } from '../../src/domain/snowflake.ts';
import { NOTHING } from '../../src/domain/ownership/audience.ts';
import { about, card, say, type Reply } from '../../src/discord/declare/reply.ts';
import { scope, type Scope } from '../../src/domain/ownership/ownership.ts';
import { UserError } from '../../src/errors.ts';
import { playlists } from '../../src/models/playlist/playlist.ts';
import { openMenu } from './open.ts';
import { playlistLine } from './playlist-line.ts';

/** `/playlist list`: the playlists a caller may see. */
export const list = subcommand({
  input: z.object({ whose: userOption.optional(), scope: scope.optional() }),
  execute: ({ input, ...context }) => pageOfPlaylists(context, { ...input, page: 1 }),
});

/** ◀ and ▶ below a list; an empty value stands for a filter that was not set. */
export const listPage = component(
  'playlist.list',
  z.object({ whose: snowflake.or(z.literal('')), scope: scope.or(z.literal('')), page: pageNumber }),
  ({ state, ...context }) =>
    pageOfPlaylists(context, {
      whose: state.whose || undefined,
      scope: state.scope || undefined,
      page: state.page,
    }),
);

async function pageOfPlaylists(
  context: Context,
  filter: { whose?: string | undefined; scope?: Scope | undefined; page: number },
): Promise<Reply> {
  const { caller, t } = context;
  const { whose, scope } = filter;
  if (scope === 'server' && caller.guildId === null) throw new UserError('playlist.needsServer');
  const { things, total, page, pages } = await playlists.list(caller, filter);
  const user = whose && `<@${whose}>`;
  if (total === 0)
    return about(NOTHING, say(user ? t('playlist.listEmptyOf', { user }) : t('playlist.listEmpty')));
  const lines = things.map((playlist) => playlistLine(playlist, caller, t));
  const shown = card(
    {
      // Embed titles show no mentions, so whose they are is said below.
      title: t('playlist.listTitle'),
      description: [...(user ? [t('playlist.listOf', { user })] : []), ...lines].join('\n'),
      ...(pages > 1 ? { footer: { text: t('page', { page, pages }) } } : {}),
    },
    [
      ...openMenu(context, things),
      ...pageButtons(context, listPage, { whose: whose ?? '', scope: scope ?? '' }, { page, pages }),
    ],
  );
  return about(things, shown);
}
