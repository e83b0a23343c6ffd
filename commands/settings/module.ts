import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { MODULES } from '../../src/domain/modules.ts';
import { change } from './change.ts';

/** `/settings module`: switches a part of the bot on or off in this server. */
export const module = subcommand({
  input: z.object({ module: z.enum(MODULES), enabled: z.boolean() }),
  execute: ({ input, ...context }) => change(context, { modules: { [input.module]: input.enabled } }),
});
