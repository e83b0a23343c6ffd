import { z } from 'zod';
import { button } from '../../src/discord/declare/buttons.ts';
import { component, subcommand, type Component, type Subcommand } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { about, say, type Reply } from '../../src/discord/declare/reply.ts';
import { RESTORABLE_DAYS } from '../../src/domain/ownership/restorable.ts';
import type { OwnedThing } from '../../src/models/owned/owned-model.ts';
import { optionsWith, referenceIn, type OwnedCommands } from './owned-commands.ts';
import { suggestsOwned } from './owned-option.ts';

/** `delete`: puts a thing away, with Undo; `restore`: brings back what was deleted in the last 30 days. */
export function deleteCommands<M extends OwnedThing>(
  of: OwnedCommands<M>,
): { remove: Subcommand; restore: Subcommand; undo: Component } {
  const { things, option, id } = of;
  const { words } = things.noun;
  const input = optionsWith(of, {});

  async function bringBack(context: Context, reference: string, deletedAt?: number): Promise<Reply> {
    const restored = await of.restore(context, reference, deletedAt);
    return about(restored, say(context.t(`${words}.restored`, { name: restored.name })));
  }

  const undo = component(
    `${id}.undelete`,
    // Which deletion it undoes, in milliseconds since 1970: not that of somebody who deleted it again.
    z.object({ id: z.uuid(), at: z.coerce.number<string | number>().int().optional() }),
    ({ state, ...context }) => bringBack(context, state.id, state.at),
  );

  return {
    undo,
    remove: subcommand({
      input,
      suggest: { [option]: suggestsOwned(things, 'owner') },

      async execute({ input: given, ...context }) {
        const { caller, t } = context;
        const removed = await of.remove(context, referenceIn(of, given));
        const state = { id: removed.id, at: removed.deletedAt?.getTime() };
        const sentence = t(`${words}.deleted`, { name: removed.name, days: RESTORABLE_DAYS });
        return about(removed, say(sentence, button({ caller }, undo, state, { label: t('buttons.undo') })));
      },
    }),
    restore: subcommand({
      input,
      suggest: { [option]: suggestsOwned(things, 'owner', { among: 'deleted' }) },
      execute: ({ input: given, ...context }) => bringBack(context, referenceIn(of, given)),
    }),
  };
}
