import {
  type APIInteraction,
  type APIMessage,
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
  InteractionType,
} from 'discord-api-types/v10';

interface Nested {
  name: string;
  type: number;
  options?: Nested[];
}

/** The names of the subcommands in the options of a command. */
function below(options: readonly Nested[] | undefined): string[] {
  const [first] = options ?? [];
  const nested = first?.type === OptionType.Subcommand || first?.type === OptionType.SubcommandGroup;
  return first && nested ? [first.name, ...below(first.options)] : [];
}

/** What a person did, in a few words: `/playlist create`, `pressed Undo`. */
export function describeSent(sent: APIInteraction): string {
  switch (sent.type) {
    case InteractionType.ApplicationCommand: {
      const { data } = sent;
      if (data.type !== ApplicationCommandType.ChatInput) return data.name;
      return `/${[data.name, ...below(data.options)].join(' ')}`;
    }
    case InteractionType.ApplicationCommandAutocomplete:
      return `/${[sent.data.name, ...below(sent.data.options)].join(' ')} …`;
    case InteractionType.MessageComponent: {
      const label = labelOf(sent.message, sent.data.custom_id) ?? sent.data.custom_id;
      return 'values' in sent.data ? `chose in ${label}` : `pressed ${label}`;
    }
    case InteractionType.ModalSubmit:
      return `submitted ${sent.data.custom_id}`;
    case InteractionType.Ping:
      break;
  }
  return 'ping';
}

function labelOf(message: APIMessage, customId: string): string | undefined {
  const found = everything(message.components ?? []).find((each) => each['custom_id'] === customId);
  const emoji = found?.['emoji'];
  const sign =
    typeof emoji === 'object' && emoji !== null && 'name' in emoji && typeof emoji.name === 'string'
      ? emoji.name
      : undefined;
  const text = found?.['label'] ?? found?.['placeholder'];
  return typeof text === 'string' ? text : sign;
}

/** Every component within components. */
function everything(components: readonly unknown[]): Record<string, unknown>[] {
  return components.flatMap((each) => {
    if (typeof each !== 'object' || each === null) return [];
    const component = each as Record<string, unknown>;
    const inside = Array.isArray(component['components']) ? component['components'] : [];
    return [component, ...everything([...inside, component['accessory']])];
  });
}
