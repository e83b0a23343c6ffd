import { MessageFlags, MessageType } from 'discord-api-types/v10';
import type {
  APIAttachment,
  APIEmbed,
  APIMessage,
  APIMessageTopLevelComponent,
  APIUser,
} from 'discord-api-types/v10';
import { asFlags } from './as-flags.ts';
import { numberComponents } from './components.ts';
import { bySnowflake } from './snowflake.ts';

/** A message, and the only user who sees it when it is ephemeral. */
export interface StoredMessage {
  message: APIMessage;
  visibleTo: string | null;
}

/** What may be said in a message; what is left out of a change stays as it was. */
export interface MessageDraft {
  content?: string | undefined;
  embeds?: APIEmbed[] | undefined;
  components?: APIMessageTopLevelComponent[] | undefined;
  attachments?: APIAttachment[] | undefined;
  mentions?: Pick<APIMessage, 'mentions' | 'mention_roles' | 'mention_everyone'> | undefined;
  flags?: number | undefined;
}

/** Who writes where, and what else is known of the message when it is made. */
export interface MessageOrigin {
  channelId: string;
  author: APIUser;
  visibleTo?: string | null;
  /** Flags that the author cannot choose, such as EPHEMERAL and LOADING. */
  flags?: number;
  extra?: Partial<APIMessage>;
}

/** The messages of all channels. Ephemeral ones are here too: readers must mind `visibleTo`. */
export interface MessageStore {
  create(origin: MessageOrigin, draft: MessageDraft): StoredMessage;
  edit(stored: StoredMessage, draft: MessageDraft, touch?: boolean): void;
  get(id: string): StoredMessage | undefined;
  remove(id: string): void;
  /** Oldest first. */
  list(channelId: string): StoredMessage[];
  /** By channel, the id of the newest message that is not ephemeral. */
  newest(): Record<string, string>;
}

/** Told of each change of a message. */
export interface MessageListener {
  message(stored: StoredMessage, change: 'create' | 'update'): void;
  removed(stored: StoredMessage): void;
}

/** An empty store. */
export function createMessages(
  snowflake: () => string,
  now: () => number,
  listener: MessageListener,
): MessageStore {
  const byId = new Map<string, StoredMessage>();
  const timestamp = () => new Date(now()).toISOString().replace('Z', '000+00:00');

  return {
    create({ channelId, author, visibleTo = null, flags = 0, extra }, draft) {
      const message: APIMessage = {
        id: snowflake(),
        channel_id: channelId,
        author,
        type: MessageType.Default,
        content: draft.content ?? '',
        timestamp: timestamp(),
        edited_timestamp: null,
        tts: false,
        pinned: false,
        mention_everyone: false,
        mentions: [],
        mention_roles: [],
        ...draft.mentions,
        attachments: draft.attachments ?? [],
        embeds: draft.embeds ?? [],
        components: numberComponents(draft.components ?? []),
        flags: asFlags(flags | (draft.flags ?? 0)),
        ...extra,
      };
      const stored = { message, visibleTo };
      byId.set(message.id, stored);
      listener.message(stored, 'create');
      return stored;
    },
    edit(stored, draft, touch = true) {
      const { mentions, flags, components, ...rest } = draft;
      const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      const kept = (stored.message.flags ?? 0) & ~MessageFlags.Loading;
      stored.message = {
        ...stored.message,
        ...said,
        ...mentions,
        ...(components && { components: numberComponents(components) }),
        flags: asFlags(kept | (flags ?? 0)),
        edited_timestamp: touch ? timestamp() : stored.message.edited_timestamp,
      };
      listener.message(stored, 'update');
    },
    get: (id) => byId.get(id),
    remove(id) {
      const stored = byId.get(id);
      if (!stored) return;
      byId.delete(id);
      listener.removed(stored);
    },
    newest: () =>
      Object.fromEntries(
        [...byId.values()].flatMap(({ message, visibleTo }) =>
          visibleTo === null ? [[message.channel_id, message.id]] : [],
        ),
      ),
    list: (channelId) =>
      [...byId.values()]
        .filter(({ message }) => message.channel_id === channelId)
        .sort((a, b) => bySnowflake(a.message.id, b.message.id)),
  };
}
