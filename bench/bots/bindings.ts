import { randomUUID } from 'node:crypto';
import type { ChatInputCommandInteraction } from 'discord.js';
import type { Binding } from '../sql/statement.ts';

/** What a statement is given for one interaction. */
export function bindingsOf(
  bindings: readonly Binding[],
  interaction: ChatInputCommandInteraction,
): (string | null)[] {
  return bindings.map((binding) => {
    if ('constant' in binding) return binding.constant;
    if (binding.is === 'user') return interaction.user.id;
    if (binding.is === 'guild') return interaction.guildId;
    if (binding.is === 'new id') return randomUUID();
    return interaction.options.getString(binding.is);
  });
}
