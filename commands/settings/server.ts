import type { Caller } from '../../src/domain/ownership/caller.ts';
import { UserError } from '../../src/errors.ts';

/** The server a caller is in. @throws UserError outside of one, where Discord offers no /settings */
export function serverOf({ guildId }: Caller): string {
  if (guildId === null) throw new UserError('errors.onlyInServer');
  return guildId;
}
