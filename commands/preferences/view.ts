import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { preferencesOf } from '../../src/models/person/preferences.ts';
import { preferencesCard } from './preferences-card.ts';

/** `/preferences view`: what the caller has chosen. */
export const view = subcommand({
  input: z.object({}),
  execute: async ({ caller, now, t }) => preferencesCard(await preferencesOf(caller.userId), t, now()),
});
