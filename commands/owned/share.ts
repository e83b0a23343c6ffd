import { z } from 'zod';
import { subcommand, type Subcommand } from '../../src/discord/declare/command.ts';
import { humanOption, userOption } from '../../src/discord/declare/options.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { SHARED_ROLES } from '../../src/domain/ownership/ownership.ts';
import type { OwnedThing } from '../../src/models/owned/owned-model.ts';
import { suggestsOwned } from './owned-option.ts';
import { optionsWith, referenceIn, type OwnedCommands } from './owned-commands.ts';

/** `share`: lets somebody look, or also change what a thing holds. */
export function shareCommand<M extends OwnedThing>(of: OwnedCommands<M>): Subcommand {
  const { things, option } = of;
  return subcommand({
    input: optionsWith(of, { user: humanOption, role: z.enum(SHARED_ROLES).optional() }),
    suggest: { [option]: suggestsOwned(things, 'owner') },

    async execute({ input, caller, t }) {
      const { user, role = 'viewer' } = input;
      const shared = await things.share(caller, referenceIn(of, input), user, role);
      const said = { name: shared.name, user: `<@${user}>` };
      return about(shared, say(t(`${things.noun.words}.shared.${role}`, said)));
    },
  });
}

/** `unshare`: takes it back; also how somebody leaves who was shared with. */
export function unshareCommand<M extends OwnedThing>(of: OwnedCommands<M>): Subcommand {
  const { things, option } = of;
  return subcommand({
    input: optionsWith(of, { user: userOption }),
    suggest: { [option]: suggestsOwned(things, 'viewer') },

    async execute({ input, caller, t }) {
      const { user } = input;
      const unshared = await things.unshare(caller, referenceIn(of, input), user);
      const said = { name: unshared.name, user: `<@${user}>` };
      return about(unshared, say(t(`${things.noun.words}.unshared`, said)));
    },
  });
}
