import type {
  APIAttachment,
  APIEmbed,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import type { Act, InteractionView, ModalValue } from '../protocol.ts';
import { finalView } from './final-view.ts';
import type { ActOptions, MemberContext } from './member-context.ts';
import type { Somebody } from './options.ts';
import { componentsIn, textIn } from './visible.ts';

/** A button a person sees. */
export interface Button {
  label: string;
  customId: string | undefined;
  disabled: boolean;
}

/** A file the bot sent. */
export interface AnsweredFile {
  name: string;
  url: string;
  size: number;
  bytes(): Promise<Uint8Array>;
  text(): Promise<string>;
}

/** Who presses, when it is not the person who asked. */
export interface PressOptions extends ActOptions {
  as?: Somebody;
}

/** What the bot answered to one act. */
export interface Answer {
  readonly id: string;
  readonly content: string;
  readonly embeds: APIEmbed[];
  /** All visible text of the message and its followups, line by line. */
  readonly text: string;
  readonly ephemeral: boolean;
  /** The bot deferred first. */
  readonly deferred: boolean;
  /** "The application did not respond": too late, or the bot is offline. */
  readonly failed: boolean;
  readonly buttons: Button[];
  readonly files: AnsweredFile[];
  /** The message that was made or changed; null when there is none. */
  readonly message: APIMessage | null;
  readonly followups: APIMessage[];
  readonly modal: APIModalInteractionResponseCallbackData | null;
  readonly view: InteractionView;
  /** Presses a button by its label or custom id. */
  press(labelOrCustomId: string, options?: PressOptions): Promise<Answer>;
  /** Chooses in a select by its placeholder or custom id; the first one when null. */
  select(placeholderOrCustomId: string | null, values: string[], options?: PressOptions): Promise<Answer>;
  /** Submits the modal; fields by custom id, the others keep what they were pre-filled with. */
  submit(values: Record<string, ModalValue>, options?: ActOptions): Promise<Answer>;
}

const EPHEMERAL = 64;
const BUTTON = 2;
const DEFERRED = new Set([5, 6]);
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

function fileOf({ filename, url, size }: APIAttachment): AnsweredFile {
  const open = async () => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${filename} answered ${response.status}.`);
    return response;
  };
  return {
    name: filename,
    url,
    size,
    bytes: async () => new Uint8Array(await (await open()).arrayBuffer()),
    text: async () => (await open()).text(),
  };
}

/** Waits for the final answer to an interaction. */
export async function createAnswer(context: MemberContext, id: string): Promise<Answer> {
  const { api, person } = context;
  const view = await finalView(api, id);
  const messages = [view.message, ...view.followups].filter((one) => one !== null);
  const components = messages.flatMap((message) =>
    componentsIn(message.components).map((component) => ({ messageId: message.id, component })),
  );

  async function act(given: Act): Promise<Answer> {
    const next = await api.post<{ id: string }>('/interactions', given);
    return createAnswer(context, next.id);
  }
  function find(
    wanted: string | null,
    isKind: (type: unknown) => boolean,
    labelled: 'label' | 'placeholder',
  ) {
    const kind = components.filter(({ component }) => isKind(component['type']));
    const found = kind.find(
      ({ component }) =>
        wanted === null || component[labelled] === wanted || component['custom_id'] === wanted,
    );
    const offered = kind.map(
      ({ component }) => textOf(component[labelled]) ?? textOf(component['custom_id']),
    );
    if (!found)
      throw new Error(`There is no "${wanted}" to use: ${offered.join(', ') || 'none'}.\n${view.state}`);
    return { messageId: found.messageId, customId: textOf(found.component['custom_id']) ?? '' };
  }
  const asOf = ({ as, force = false }: PressOptions = {}) => ({ as: as?.id ?? person.key, force });

  return {
    id,
    content: view.message?.content ?? '',
    embeds: view.message?.embeds ?? [],
    text: messages.map(textIn).join('\n'),
    ephemeral: ((view.message?.flags ?? 0) & EPHEMERAL) !== 0,
    deferred: DEFERRED.has(view.responseType ?? 0),
    failed: view.state === 'failed',
    buttons: components.flatMap(({ component: { type, label, custom_id, disabled } }) =>
      type === BUTTON
        ? [{ label: textOf(label) ?? '', customId: textOf(custom_id), disabled: disabled === true }]
        : [],
    ),
    files: messages.flatMap(({ attachments }) => attachments.map(fileOf)),
    message: view.message,
    followups: view.followups,
    modal: view.modal,
    view,
    press: async (wanted, options) =>
      act({ kind: 'component', ...find(wanted, (type) => type === BUTTON, 'label'), ...asOf(options) }),
    select: async (wanted, values, options) =>
      act({
        kind: 'component',
        ...find(wanted, (type) => [3, 5, 6, 7, 8].includes(Number(type)), 'placeholder'),
        values,
        ...asOf(options),
      }),
    submit: async (values, { force = false } = {}) =>
      act({ kind: 'modal', as: person.key, interactionId: id, values, force }),
  };
}
