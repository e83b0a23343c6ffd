import { ApplicationCommandOptionType as Option } from 'discord-api-types/v10';
import type {
  APIApplicationCommandOptionChoice,
  APIAttachment,
  APIMessage,
  APIUser,
} from 'discord-api-types/v10';
import type { Act, CommandsView, Upload } from '../protocol.ts';
import { createAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import type { ActOptions, MemberContext } from './member-context.ts';
import { fillOptions, findCommand } from './options.ts';
import type { OptionValue, PickedFile, Somebody, ToSent } from './options.ts';

/** An act without its actor; `raw` says who. */
export type RawAct = Act extends infer A ? (A extends Act ? Omit<A, 'as'> : never) : never;

/** A person in a channel. Every act waits for the bot's final answer, a minute at most. */
export interface Member extends Somebody {
  readonly key: string;
  readonly user: APIUser;
  readonly channelId: string;
  /** Runs a slash command, such as `/playlist create`. Throws for an unknown command or option, or when Discord refuses. */
  slash(typed: string, options?: Record<string, OptionValue | undefined>, how?: ActOptions): Promise<Answer>;
  /** Types into an option; the choices the bot offers. */
  complete(
    typed: string,
    options: Record<string, OptionValue | undefined>,
    focused: string,
  ): Promise<APIApplicationCommandOptionChoice[]>;
  /** Apps → a command on a message. */
  onMessage(name: string, messageId: string): Promise<Answer>;
  /** Apps → a command on a user. */
  onUser(name: string, target: Somebody): Promise<Answer>;
  /** Uploads a file, for a field of a modal; its id. */
  upload(file: PickedFile): Promise<string>;
  /** Any act, forged ones too. */
  raw(act: RawAct): Promise<Answer>;
  /** Writes an ordinary message. */
  say(content: string): Promise<APIMessage>;
  /** The messages of this channel that this person sees, oldest first. */
  messages(): Promise<APIMessage[]>;
  /** Waits for a message in this channel, also one that is there already. Rejects after `timeoutMs` (a minute unless told). */
  receives(matches: (message: APIMessage) => boolean, options?: { timeoutMs?: number }): Promise<APIMessage>;
}

const RECEIVE_MS = 60_000;

async function upload({ api, person, channelId }: MemberContext, file: PickedFile): Promise<string> {
  const body: Upload = {
    as: person.key,
    channelId,
    filename: file.filename,
    data: Buffer.from(file.data).toString('base64'),
    ...(file.contentType !== undefined && { contentType: file.contentType }),
  };
  return (await api.post<APIAttachment>('/attachments', body)).id;
}

// People name channels, roles and one another; Discord's client sends ids.
function idOf({ world }: MemberContext, value: string): string {
  const named = [
    ...world.people.map(({ key, user }) => [key, user.id]),
    ...world.guilds.flatMap(({ channels, roles }) =>
      [...channels, ...roles].map(({ name, id }) => [name, id]),
    ),
  ];
  return named.find(([name]) => name === value)?.[1] ?? value;
}

/** Gives a person their verbs. */
export function createMember(context: MemberContext): Member {
  const { api, person, channelId } = context;
  const as = person.key;
  const perform = async (act: Act) => {
    const { id } = await api.post<{ id: string }>('/interactions', act);
    return createAnswer(context, id);
  };
  const toSent: ToSent = async (type, value) => {
    if (typeof value === 'object') return 'filename' in value ? upload(context, value) : value.id;
    const isNamed = type >= Option.User && type <= Option.Mentionable;
    return isNamed && typeof value === 'string' ? idOf(context, value) : value;
  };
  const offered = async () => api.get<CommandsView>('/commands', { channelId, as });
  const read = async () => api.get<APIMessage[]>(`/channels/${channelId}/messages`, { as });

  return {
    id: person.user.id,
    key: as,
    user: person.user,
    channelId,
    async slash(typed, values = {}, how = {}) {
      const found = findCommand(await offered(), typed);
      const options = await fillOptions(found, values, toSent);
      return perform({ kind: 'command', as, channelId, command: found.command.name, options, ...how });
    },
    async complete(typed, values, focused) {
      const found = findCommand(await offered(), typed);
      const options = await fillOptions(found, values, toSent, focused);
      const answer = await perform({
        kind: 'autocomplete',
        as,
        channelId,
        command: found.command.name,
        options,
      });
      if (answer.failed) throw new Error(`Nothing completed "${focused}" of ${typed} within three seconds.`);
      return answer.view.choices ?? [];
    },
    onMessage: async (name, targetId) =>
      perform({ kind: 'command', as, channelId, command: name, options: [], type: 3, targetId }),
    onUser: async (name, { id: targetId }) =>
      perform({ kind: 'command', as, channelId, command: name, options: [], type: 2, targetId }),
    upload: async (file) => upload(context, file),
    raw: async (act) => perform({ ...act, as }),
    say: async (content) => api.post<APIMessage>(`/channels/${channelId}/messages`, { as, content }),
    messages: read,
    receives: async (matches, { timeoutMs = RECEIVE_MS } = {}) =>
      api.until({
        what: `a message to ${as}`,
        as,
        timeoutMs,
        check: async () => (await read()).find(matches),
      }),
  };
}
