import { MessageFlags } from 'discord-api-types/v10';
import type { APIAttachment, APIEmbed, APIMessage } from 'discord-api-types/v10';
import type { StoredFile } from '../state/attachments.ts';
import { isRecord } from '../state/is-record.ts';
import type { MessageDraft } from '../state/messages.ts';
import type { State } from '../state/state.ts';
import type { Place } from '../state/world.ts';
import { discordError, invalidForm } from './errors.ts';
import { componentsOf } from './schemas/message.ts';
import type { MessageBody } from './schemas/message-body.ts';

/** Everything needed to turn a checked body into a message. */
export interface DraftContext {
  place: Place;
  files: Map<string, StoredFile>;
  /** The message being changed. */
  before?: APIMessage | undefined;
  /** Where the body lies in the request. */
  prefix?: PropertyKey[];
}

type Mentions = NonNullable<MessageDraft['mentions']>;

/** Whom a message mentions; everybody it names unless `allowed_mentions` says otherwise. */
export function mentionsOf(
  state: State,
  { content, allowed_mentions: allowed }: Pick<MessageBody, 'content' | 'allowed_mentions'>,
  place: Place,
): Mentions {
  const ids = (pattern: RegExp) => [
    ...new Set([...(content ?? '').matchAll(pattern)].map(([, id]) => id ?? '')),
  ];
  const parses = (kind: 'users' | 'roles' | 'everyone') => !allowed || (allowed.parse ?? []).includes(kind);
  const may = (kind: 'users' | 'roles', id: string) => parses(kind) || (allowed?.[kind] ?? []).includes(id);
  const roles = place.guild?.roles ?? [];
  return {
    mentions: ids(/<@!?(\d+)>/g).flatMap((id) => (may('users', id) ? (state.world.user(id) ?? []) : [])),
    mention_roles: ids(/<@&(\d+)>/g).filter((id) => may('roles', id) && roles.some((role) => role.id === id)),
    mention_everyone: parses('everyone') && /@(everyone|here)\b/.test(content ?? '') && place.guild !== null,
  };
}

function attachmentsOf(state: State, body: MessageBody, { place, files, before, prefix = [] }: DraftContext) {
  const said = new Map((body.attachments ?? []).map((one) => [one.id, one]));
  const kept = (before?.attachments ?? []).filter(({ id }) => !body.attachments || said.has(id));
  const missing = [...said.keys()].findIndex((id) => !files.has(id) && !kept.some((one) => one.id === id));
  if (missing !== -1)
    throw invalidForm([
      {
        path: [...prefix, 'attachments', missing, 'id'],
        code: 'ATTACHMENT_NOT_FOUND',
        message: 'Uploaded attachment not found: the id matches no files[n].',
      },
    ]);
  const added = [...files].map(([id, file]) => {
    const { filename, description } = said.get(id) ?? {};
    const renamed = { ...file, filename: filename ?? file.filename };
    return state.attachments.add(renamed, place.channel.id, state.origin, description);
  });
  if (kept.length + added.length === 0 && !before && !body.attachments) return undefined;
  return [...kept, ...added];
}

// `attachment://chart.png` becomes the address of the file that was sent along.
function linked<T>(value: T, attachments: APIAttachment[]): T {
  if (Array.isArray(value)) return value.map((item) => linked(item, attachments)) as T;
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, part]) => {
    const name = typeof part === 'string' && part.startsWith('attachment://') ? part.slice(13) : undefined;
    const file = attachments.find(({ filename }) => filename === name);
    return [key, file ? file.url : linked(part, attachments)];
  });
  return Object.fromEntries(entries) as T;
}

/** What a checked body says, with its files stored and its mentions found. Throws 50006 when nothing would be left to see. */
export function draftOf(state: State, body: MessageBody, context: DraftContext): MessageDraft {
  const { before } = context;
  const attachments = attachmentsOf(state, body, context);
  const all = attachments ?? before?.attachments ?? [];
  const embeds: APIEmbed[] | undefined =
    body.embeds === undefined ? undefined : linked(body.embeds ?? [], all);
  const components = linked(componentsOf(body), all);
  const content = body.content === undefined ? undefined : (body.content ?? '').trim();
  const flags = (body.flags ?? 0) & ~MessageFlags.Ephemeral;
  const isV2 = (((before?.flags ?? 0) | flags) & MessageFlags.IsComponentsV2) !== 0;
  const shown = [
    content ?? before?.content,
    embeds ?? before?.embeds,
    all,
    isV2 ? (components ?? before?.components) : [],
  ];
  if (shown.every((part) => !part?.length)) throw discordError(50006);
  const mentions = content === undefined && before ? undefined : mentionsOf(state, body, context.place);
  return { content, embeds, components, attachments, mentions, flags };
}
