import { InteractionContextType, type ChatInputCommandInteraction, type ButtonInteraction } from 'discord.js';
import { Forbidden, UserError } from '../errors.ts';
import type { Command, Component, Context, Subcommand } from './command.ts';
import { readCustomId } from './custom-id.ts';
import { rawOptions } from './options.ts';
import type { Reply } from './replies.ts';

/** Where an interaction leads. */
export interface Route {
  command: Command;
  /** For log and metrics: `playlist create`, or the component's id. */
  label: string;
  private: boolean;
  run(context: Context): Promise<Reply>;
}

/** Finds what an interaction is for, in a list that is indexed once. */
export interface Router {
  command(interaction: ChatInputCommandInteraction): Route;
  /** Also refuses presses of buttons that are another person's or of another time. */
  component(interaction: ButtonInteraction): Route;
  /** The subcommand that an interaction with options names. @throws UserError */
  subcommand(name: string, sub: string | null): { command: Command; subcommand: Subcommand };
}

export function createRouter(commands: readonly Command[]): Router {
  const byName = new Map(commands.map((command) => [command.name, command]));
  const components = new Map<string, { command: Command; component: Component }>();
  for (const command of commands) {
    for (const component of command.components ?? []) components.set(component.id, { command, component });
  }

  function subcommand(name: string, sub: string | null) {
    const command = byName.get(name);
    const subcommand = sub === null ? command?.run : command?.subcommands?.[sub];
    if (!command || !subcommand) throw new UserError('errors.unknownCommand');
    return { command, subcommand };
  }

  return {
    subcommand,

    command(interaction) {
      const sub = interaction.options.getSubcommand(false);
      const found = subcommand(interaction.commandName, sub);
      return {
        command: found.command,
        label: sub === null ? interaction.commandName : `${interaction.commandName} ${sub}`,
        private: found.subcommand.private,
        run: (context) => found.subcommand.execute(context, rawOptions(interaction.options.data)),
      };
    },

    component(interaction) {
      const id = readCustomId(interaction.customId);
      const found = id && components.get(id.component);
      if (!id || !found) throw new UserError('errors.staleButton');
      if (id.userId !== interaction.user.id)
        throw new Forbidden('errors.notYourButton', { user: `<@${id.userId}>` });
      const { command, component } = found;
      return {
        command,
        label: component.id,
        private: true,
        run: (context) => component.press(context, id.values),
      };
    },
  };
}

/**
 * The server's own check of who may do what, besides the one that Discord's client makes.
 * @throws Forbidden that says what is off or missing, and who can change it
 */
export function checkAllowed(command: Command, { caller, settings, permissions, t }: Context): void {
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
