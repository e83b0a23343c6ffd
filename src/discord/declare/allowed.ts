import { InteractionContextType } from 'discord.js';
import { Forbidden } from '../../errors.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';

/**
 * The server's own check of who may do what, besides the one that Discord's client makes.
 * @throws Forbidden that says what is off or missing, and who can change it
 */
export function checkAllowed(
  command: Command,
  { caller, settings, permissions, t }: Pick<Context, 'caller' | 'settings' | 'permissions' | 't'>,
): void {
  if (command.module && settings.modulesOff.includes(command.module)) {
    throw new Forbidden('errors.moduleOff', { module: t(`modules.${command.module}`) });
  }
  const { contexts, permission } = command;
  if (caller.guildId === null && contexts.length === 1 && contexts[0] === InteractionContextType.Guild) {
    throw new Forbidden('errors.onlyInServer');
  }
  if (permission && permissions && !permissions.has(permission)) {
    throw new Forbidden('errors.needsPermission', { permission: t(`permissions.${permission}`) });
  }
}
