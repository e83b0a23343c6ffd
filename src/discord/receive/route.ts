import {
  ComponentType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Message,
  type MessageComponentInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import { Forbidden, UserError } from '../../errors.ts';
import type { Command, Component, Subcommand } from '../declare/command.ts';
import type { Context } from '../declare/context.ts';
import { readCustomId } from '../declare/custom-id.ts';
import { CHOOSERS, rawChosen } from '../declare/chooser.ts';
import { rawFields, type Form, type Opened } from '../declare/form.ts';
import { rawOptions } from '../declare/options.ts';
import type { Pace } from './pace.ts';
import type { Reply } from '../declare/reply.ts';
import type { Answerable } from '../send/responder.ts';

/** Where an interaction leads. */
export interface Route {
  command: Command;
  /** For log and metrics: `playlist create`, or the id of a component or form. */
  label: string;
  opensForm: boolean;
  pace: Pace;
  run(context: Context): Promise<Reply | Opened>;
}

/** A command as it is typed, or is being typed. */
type Typed = ChatInputCommandInteraction | AutocompleteInteraction;

/** Finds what an interaction is for, in a list that is indexed once. */
export interface Router {
  /** Also refuses presses of buttons, and forms, that are another person's or of another time. */
  route(interaction: Answerable): Route;
  /** The subcommand that an interaction with options names, and what was typed to get there. @throws UserError */
  subcommand(typed: Typed): { command: Command; subcommand: Subcommand; label: string };
}

/** What somebody sends as a name may be that of something every object inherits. */
export function own<T>(
  things: Readonly<Partial<Record<string, T>>> | undefined,
  name: string,
): T | undefined {
  return things && Object.hasOwn(things, name) ? things[name] : undefined;
}

/** @param nameOf the name under which Discord knows a command */
export function createRouter(commands: readonly Command[], nameOf: (command: Command) => string): Router {
  const byName = new Map(commands.map((command) => [nameOf(command), command]));
  const pressed = new Map<string, { command: Command; component?: Component; form?: Form }>();
  for (const command of commands) {
    for (const component of command.components ?? []) pressed.set(component.id, { command, component });
    for (const form of command.forms ?? []) pressed.set(form.id, { command, form });
  }

  function subcommand({ commandName, options }: Typed) {
    const command = byName.get(commandName);
    const path = [options.getSubcommandGroup(false), options.getSubcommand(false)].filter(Boolean).join(' ');
    const subcommand = path === '' ? command?.run : own(command?.subcommands, path);
    if (!command || !subcommand) throw new UserError('errors.unknownCommand');
    return { command, subcommand, label: path === '' ? commandName : `${commandName} ${path}` };
  }

  function byCustomId(interaction: MessageComponentInteraction | ModalSubmitInteraction): Route {
    const id = readCustomId(interaction.customId);
    const found = id && pressed.get(id.component);
    if (!id || !found) throw new UserError('errors.staleButton');
    if (id.userId !== interaction.user.id)
      throw new Forbidden('errors.notYourButton', { user: `<@${id.userId}>` });
    const { component, form } = found;
    if (id.version !== (component ?? form)?.version) throw new UserError('errors.staleButton');
    const owner = component?.commandOf?.(id.values);
    const command = commands.find(({ name }) => name === owner) ?? found.command;
    const place = { command, label: id.component, opensForm: false };
    if (interaction.isMessageComponent() && component && isOfKind(interaction, component)) {
      const { opensForm, cost } = component;
      // Those of one command together, apart from the command itself.
      const pace: Pace = cost
        ? { what: component.id, cost }
        : { what: `${command.name} press`, cost: 'press' };
      return {
        ...place,
        pace,
        opensForm,
        run: (context) => component.press(context, id.values, chosenIn(interaction)),
      };
    }
    if (interaction.isModalSubmit() && form) {
      return {
        ...place,
        pace: { what: form.id, cost: form.cost },
        run: (context) => form.submit(context, id.values, rawFields(interaction)),
      };
    }
    throw new UserError('errors.staleButton');
  }

  return {
    subcommand,

    route(interaction) {
      if (interaction.isMessageComponent() || interaction.isModalSubmit()) return byCustomId(interaction);
      if (interaction.isContextMenuCommand()) {
        const command = byName.get(interaction.commandName);
        const { onMessage, onUser } = command ?? {};
        if (command && onUser && interaction.isUserContextMenuCommand()) {
          const { targetUser, targetMember } = interaction;
          const user = { id: targetUser.id, isMember: targetMember !== null, isBot: targetUser.bot };
          return {
            ...fromMenu(command, onUser),
            run: (context) => onUser.execute({ ...context, user }),
          };
        }
        if (!command || !onMessage || !interaction.isMessageContextMenuCommand())
          throw new UserError('errors.unknownCommand');
        const { targetMessage } = interaction;
        return {
          ...fromMenu(command, onMessage),
          run: (context) =>
            onMessage.execute({
              ...context,
              message: { id: targetMessage.id, content: readable(targetMessage) },
            }),
        };
      }
      const { command, subcommand: found, label } = subcommand(interaction);
      return {
        command,
        label,
        opensForm: found.opensForm,
        pace: { what: label, cost: found.cost },
        run: (context) => found.execute(context, rawOptions(interaction.options.data)),
      };
    },
  };
}

function fromMenu(command: Command, { opensForm }: { opensForm: boolean }): Omit<Route, 'run'> {
  const { name } = command;
  return { command, label: name, opensForm, pace: { what: name, cost: 'usual' } };
}

function isOfKind({ componentType }: MessageComponentInteraction, { kind }: Component): boolean {
  return componentType === (kind === 'button' ? ComponentType.Button : CHOOSERS[kind]);
}

function chosenIn(interaction: MessageComponentInteraction): unknown[] {
  if (interaction.isUserSelectMenu()) return rawChosen(interaction.values, interaction);
  return interaction.isAnySelectMenu() ? [...interaction.values] : [];
}

/** The text of a message with people by their names: outside of it their ids say nothing to anybody. */
function readable({ content, mentions }: Message): string {
  return content.replace(/<@!?(\d+)>/g, (mention, id: string) => {
    const name = mentions.members?.get(id)?.displayName ?? mentions.users.get(id)?.displayName;
    return name === undefined ? mention : `@${name}`;
  });
}
