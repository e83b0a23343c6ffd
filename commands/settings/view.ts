import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { settingsOf } from '../../src/models/guild/guild-settings.ts';
import { serverOf } from './server.ts';
import { settingsCard } from './settings-card.ts';

/** `/settings view`: the server's settings, read from where they hold and not from a cache. */
export const view = subcommand({
  input: z.object({}),
  execute: async ({ caller, now, t }) => settingsCard(await settingsOf(serverOf(caller)), t, now()),
});
