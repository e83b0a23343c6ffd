import {
  ComponentType,
  SelectMenuDefaultValueType as Default,
  type APIAttachment,
  type APIGuildMember,
  type Attachment,
  type Collection,
  type GuildMember,
  type User,
} from 'discord.js';

/** What can be chosen in a menu of a message, or in a field of a form. */
export type ChooserKind = 'string' | 'user' | 'role' | 'channel';

/** Discord's component for each. Source: Discord documentation, "Component Reference". */
export const CHOOSERS = {
  string: ComponentType.StringSelect,
  user: ComponentType.UserSelect,
  role: ComponentType.RoleSelect,
  channel: ComponentType.ChannelSelect,
} as const;

/** What a person chooses from where Discord does not have the list; values have 100 characters at most. */
export interface MenuChoice {
  label: string;
  value: string;
  description?: string;
}

/** How a schema is read: one value or several, and of which kind. */
export interface ReadSchema {
  kind: ChooserKind | 'attachment' | 'text';
  several: boolean;
  min: number;
  max: number;
}

interface JsonSchema {
  type?: string;
  items?: JsonSchema;
  enum?: string[];
  choice?: boolean;
  option?: ChooserKind | 'attachment';
  minItems?: number;
  maxItems?: number;
}

/** The most that any of Discord's menus lets people choose, and files of one field. */
const MOST = { attachment: 10, other: 25 } as const;

/** Reads off a schema what has to be shown for it: `z.array(userOption).max(3)` is a menu of people. */
export function readSchema(schema: object): ReadSchema {
  const { type, items, minItems = 1, maxItems = Infinity } = schema as JsonSchema;
  const several = type === 'array';
  const one = several ? (items ?? {}) : (schema as JsonSchema);
  const kind = one.option ?? (one.enum || one.choice ? 'string' : 'text');
  const most = kind === 'attachment' ? MOST.attachment : MOST.other;
  return { kind, several, min: several ? minItems : 1, max: several ? Math.min(maxItems, most) : 1 };
}

/** What of people, files and the rest an interaction names by id. */
interface Resolved {
  users?: Collection<string, User>;
  members?: Collection<string, GuildMember | APIGuildMember>;
  attachments?: Collection<string, Attachment | APIAttachment>;
}

/** What was chosen, in the form in which options arrive: people as `userOption` wants them, files as `fileOption` does. */
export function rawChosen(ids: readonly string[], { users, members, attachments }: Resolved): unknown[] {
  return ids.map((id) => {
    const user = users?.get(id);
    if (user) return { id, isMember: members?.has(id) ?? false, isBot: user.bot };
    return attachments?.get(id) ?? id;
  });
}

/** A menu of people, roles or channels, which Discord has the list of. @param before ids that are chosen from the start */
export function pickerOf<Look extends { custom_id: string }>(
  kind: Exclude<ChooserKind, 'string'>,
  look: Look,
  before: readonly string[],
) {
  const defaults = <T extends Default>(type: T) => ({ default_values: before.map((id) => ({ id, type })) });
  switch (kind) {
    case 'user':
      return { type: CHOOSERS.user, ...look, ...defaults(Default.User) };
    case 'role':
      return { type: CHOOSERS.role, ...look, ...defaults(Default.Role) };
    case 'channel':
      return { type: CHOOSERS.channel, ...look, ...defaults(Default.Channel) };
    default:
      return kind satisfies never;
  }
}
