/**
 * What the page and the test driver say to the local Discord, besides Discord's own API: the acts of people.
 * JSON over HTTP below `/playground`, and a WebSocket at `/playground/events` that tells what changed.
 * Objects that Discord documents (messages, commands, components) travel in Discord's own shape.
 */
import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIChannel,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIRole,
  APIUser,
} from 'discord-api-types/v10';

/** A person one can act as. `key` is a short lower-case name, unique in this world: `alice`. */
export interface Person {
  key: string;
  user: APIUser;
  /** The language of this person's Discord client, such as `de`. */
  locale: string;
  /** Has the app installed to their account, and so takes its user-installed commands everywhere. */
  installed: boolean;
}

/** A member of a guild as the page and the driver see it; `permissions` is the computed bit set, as a decimal string. */
export interface MemberView {
  key: string;
  userId: string;
  nick: string | null;
  roles: string[];
  permissions: string;
}

/** A guild with all that the page shows of it. `key` is unique in this world: `listening-room`. */
export interface GuildView {
  key: string;
  id: string;
  name: string;
  ownerId: string;
  locale: string;
  channels: APIChannel[];
  roles: APIRole[];
  members: MemberView[];
  /** The bot is a member; elsewhere only commands that people installed to their account show. */
  botIsMember: boolean;
  /** In an outage: nothing in it can be reached. */
  unavailable: boolean;
}

/** `GET /playground/world`. `botOnline`: a gateway session is identified and its heartbeat is alive. */
export interface World {
  application: { id: string; name: string };
  bot: APIUser;
  botOnline: boolean;
  people: Person[];
  guilds: GuildView[];
  /** For each person (by user id) the id of the direct-message channel with the bot. */
  dmChannels: Record<string, string>;
  /** By channel, the newest message that everybody there sees. */
  newest: Record<string, string>;
  /** Whether the bot has registered any command at all. */
  hasCommands: boolean;
}

/** One filled option, as Discord sends it; subcommands nest in `options`. */
export interface FilledOption {
  name: string;
  /** Discord's application command option type. */
  type: number;
  value?: string | number | boolean;
  /** Autocomplete only: the option being typed. */
  focused?: boolean;
  options?: FilledOption[];
}

/** What a person entered in one field of a modal; a list for selects, checkbox groups and uploads (attachment ids). */
export type ModalValue = string | boolean | string[];

/**
 * `POST /playground/interactions`: a person does something. Answered with `{ id }`, or 4xx with Discord's error shape.
 * `force` is for tests: it sends what no honest client would (options, custom ids or fields that were never offered),
 * so that the bot's own checks can be tested.
 */
export type Act =
  | {
      kind: 'command' | 'autocomplete';
      /** Who acts: a user id or a person's key. */
      as: string;
      channelId: string;
      /** The root command's name, such as `playlist`; options carry the subcommand. */
      command: string;
      options: FilledOption[];
      /** Discord's application command type when it is not a slash command: 2 (user) or 3 (message). */
      type?: number;
      /** The user or message that a context-menu command was opened on. */
      targetId?: string;
      force?: boolean;
    }
  | {
      kind: 'component';
      as: string;
      messageId: string;
      customId: string;
      values?: string[];
      /** With `force`, the component's type when the message has no such component; 2 (button) unless told. */
      componentType?: number;
      force?: boolean;
    }
  | {
      kind: 'modal';
      as: string;
      /** The interaction that was answered with the modal. */
      interactionId: string;
      /** By the field's `custom_id`; a field left out keeps what it was pre-filled with. */
      values: Record<string, ModalValue>;
      /** With `force`, another `custom_id` than the modal's. */
      customId?: string;
      force?: boolean;
    };

/**
 * `POST /playground/attachments`: a file a person uploads for an option or a modal, answered with Discord's attachment
 * object, whose `id` is then the option's value.
 */
export interface Upload {
  as: string;
  channelId: string;
  filename: string;
  contentType?: string;
  /** The bytes in base64. */
  data: string;
}

/** `POST /playground/channels/:id/messages`: a person writes an ordinary message. Answered with the message. */
export interface Say {
  as: string;
  content: string;
}

/** How far the bot's answer is. `failed`: no first response within three seconds, or the bot is offline. */
export type InteractionState = 'pending' | 'thinking' | 'answered' | 'failed';

/** `GET /playground/interactions/:id?wait=first|final` (long poll; `first`: anything but pending, `final`: answered or failed). */
export interface InteractionView {
  id: string;
  kind: Act['kind'];
  state: InteractionState;
  /** Discord's interaction callback type of the first response. */
  responseType: number | null;
  /** The message that the interaction made or changed. */
  message: APIMessage | null;
  /** Messages sent later through the interaction's webhook. */
  followups: APIMessage[];
  choices: APIApplicationCommandOptionChoice[] | null;
  modal: APIModalInteractionResponseCallbackData | null;
  /** Milliseconds from the act to the first response. */
  firstResponseMs: number | null;
  /** The interaction as it was sent to the bot (without its token), and every body the bot sent back for it. */
  sent: unknown;
  received: { method: string; path: string; status: number; body: unknown; atMs: number }[];
  /** The last 50 lines of the bot's log about it; empty unless the development supervisor passes them on. */
  log?: LogLine[];
}

/** `GET /playground/commands?channelId=&as=`: the commands a person sees there (guild and global, contexts and default permissions applied). */
export type CommandsView = APIApplicationCommand[];

/** `GET /playground/channels/:id/messages?as=`: oldest first; another person's ephemeral messages are left out. */
export type MessagesView = APIMessage[];

/** One line of the bot's log, as pino writes it; what else is in the line is kept. */
export interface LogLine {
  /** The interaction's id. */
  requestId: string;
  msg: string;
  /** ISO 8601, or milliseconds since 1970. */
  time: string | number;
  /** `info`, `warn`, … or pino's number for it: 30, 40, … */
  level?: string | number;
  /** The statement that was run, and how long it or the step took. */
  sql?: string;
  durationMs?: number;
  [other: string]: unknown;
}

/** `POST /playground/log`: an array of these, at most 1,000; lines without a `requestId` are left out. Answered with `{ kept }`. */
export type LogLines = Partial<LogLine>[];

/** REST requests of the bot that are answered with a fault, before anything is done. */
export interface RestFault {
  status: 429 | 500 | 502 | 503;
  /** How many requests still fail; all of them, until told otherwise, when left out. */
  times?: number;
  /** Which share of them fails, from 0 to 1; all when left out. */
  share?: number;
  /** Only requests whose `METHOD /path` contains one of these: `POST /interactions`, `/callback`, `/users/@me`. */
  routes?: string[];
  /** For 429: how long the bot is told to wait, and whether that holds for everything it does. */
  retryAfterSeconds?: number;
  global?: boolean;
}

/**
 * What goes wrong on purpose. `GET /playground/faults` tells it; `PUT` sets all of it and answers with it: what is left
 * out is as it was at the start, so `{}` mends everything. Guilds and people are named by their keys.
 */
export interface Faults {
  /** Milliseconds by which each REST request of the bot and each frame to it is late; 0 at the start. */
  latency: { restMs: number; gatewayMs: number };
  /** Each INTERACTION_CREATE is delivered twice, as a replay after a resume does. */
  duplicate: boolean;
  rest: RestFault | null;
  /** Who takes no direct messages: writing to them answers 50007. At the start only `mallory`. */
  closedDms: string[];
  /** Guilds in an outage: GUILD_DELETE with `unavailable`, and GUILD_CREATE when it is over. */
  unavailableGuilds: string[];
  /** Guilds that have removed the bot: GUILD_DELETE without `unavailable`, and GUILD_CREATE when it is added again. At the start only `elsewhere`, where it never was. */
  guildsWithoutBot: string[];
  /**
   * Members that have left a guild, as `guild/person`; whoever owns it cannot. The bot hears of it, and of their coming
   * back, by the privileged intent alone; asked for such a member, REST answers 10007.
   */
  leftMembers: string[];
  /** The bot's database: null where the bot does not reach it through the local Discord, which then cannot cut it. */
  database: 'up' | 'down' | null;
}

/**
 * `PUT /playground/database`: where the bot's database listens, as the development supervisor knows it. Answered with
 * the address of a line to it that can be cut, for the bot to use instead.
 */
export interface DatabaseAddress {
  host: string;
  port: number;
}

/**
 * `POST /playground/gateway`: something happens to the bot's connections. `drop` cuts them without a goodbye, and with
 * `resumable: false` also forgets their sessions (the bot is told "invalid session" when it resumes); `reconnect` asks
 * the bot to reconnect and resume (opcode 7). Answered with `{ connections }`, how many there were.
 */
export type GatewayAct = { kind: 'drop'; resumable: boolean } | { kind: 'reconnect' };

/** A request of the bot that Discord's OpenAPI document does not allow. */
export interface Violation {
  method: string;
  /** Without the token of an interaction. */
  path: string;
  /** How the local Discord answered; what it refused itself is not the document's finding alone. */
  status: number;
  problems: string[];
  body: unknown;
}

/** `GET /playground/violations`; `checked` is false where there is no document to check with. */
export interface ViolationsView {
  checked: boolean;
  violations: Violation[];
}

/** What `/playground/events?as=` sends, each as one JSON text frame; other people's ephemeral messages are left out. */
export type PlaygroundEvent =
  | { type: 'message'; message: APIMessage }
  | { type: 'message-deleted'; channelId: string; messageId: string }
  | { type: 'interaction'; interaction: InteractionView }
  | { type: 'commands-changed' }
  | { type: 'bot'; online: boolean }
  /** A line of the bot's log; everybody hears of it. */
  | { type: 'log'; requestId: string; line: LogLine }
  | { type: 'faults'; faults: Faults }
  /** A guild went down, came back, removed or added the bot, or a member left or joined: `GET /playground/world` tells. */
  | { type: 'world-changed' };
