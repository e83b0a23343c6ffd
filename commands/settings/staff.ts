import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { roleOption } from '../../src/discord/declare/options.ts';
import { UserError } from '../../src/errors.ts';
import { change } from './change.ts';

/** How many staff roles a server may name; a file of settings holds as many. */
const STAFF_ROLES = 20;

/** `/settings staff`: names a role as staff, or no longer. */
export const staff = subcommand({
  input: z.object({ role: roleOption, staff: z.boolean() }),
  execute: ({ input, ...context }) =>
    change(context, ({ staffRoleIds }) => {
      const others = staffRoleIds.filter((id) => id !== input.role);
      if (input.staff && others.length >= STAFF_ROLES)
        throw new UserError('settings.tooManyStaff', { limit: STAFF_ROLES });
      return { staffRoleIds: input.staff ? [...others, input.role] : others };
    }),
});
