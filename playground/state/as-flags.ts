import type { MessageFlags, RoleFlags } from 'discord-api-types/v10';

/** A number as one of Discord's bit sets, whose enumerations name single bits but neither none nor a combination. */
export function asFlags(bits: number): MessageFlags & RoleFlags {
  return bits as never;
}
