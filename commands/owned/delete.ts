import { subcommand, type Subcommand } from '../../src/discord/declare/command.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { RESTORABLE_DAYS } from '../../src/domain/ownership/restorable.ts';
import type { OwnedThing } from '../../src/models/owned/owned-model.ts';
import { undoButton } from '../undo.ts';
import { optionsWith, referenceIn, type OwnedCommands } from './owned-commands.ts';
import { suggestsOwned } from './owned-option.ts';

/** `delete`: puts a thing away, with Undo; `restore`: brings back what was deleted in the last 30 days. */
export function deleteCommands<M extends OwnedThing>(
  of: OwnedCommands<M>,
): { remove: Subcommand; restore: Subcommand } {
  const { things, option } = of;
  const { words } = things.noun;
  const input = optionsWith(of, {});

  return {
    remove: subcommand({
      input,
      suggest: { [option]: suggestsOwned(things, 'owner') },

      async execute({ input: given, ...context }) {
        const { t } = context;
        const removed = await of.remove(context, referenceIn(of, given));
        const { id: thing, actId: act } = removed;
        const sentence = t(`${words}.deleted`, { name: removed.name, days: RESTORABLE_DAYS });
        const undo = act === null ? [] : [undoButton(context, { kind: of.deleted, act, thing })];
        return about(removed, say(sentence, ...undo));
      },
    }),
    restore: subcommand({
      input,
      suggest: { [option]: suggestsOwned(things, 'owner', { among: 'deleted' }) },
      async execute({ input: given, ...context }) {
        const restored = await of.restore(context, referenceIn(of, given));
        return about(restored, say(context.t(`${words}.restored`, { name: restored.name })));
      },
    }),
  };
}
