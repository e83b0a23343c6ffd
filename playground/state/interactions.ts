import type {
  APIApplicationCommandOptionChoice,
  APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  InteractionType,
} from 'discord-api-types/v10';
import type { Act, InteractionState, InteractionView, Person } from '../protocol.ts';
import type { LogStore } from './logs.ts';
import type { MessageStore } from './messages.ts';
import type { Place } from './world.ts';

/** How long an interaction's token works. */
export const TOKEN_MS = 15 * 60_000;

/** An interaction and how far its answer is. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly kind: Act['kind'];
  readonly actor: Person;
  readonly place: Place;
  readonly createdAt: number;
  readonly type: InteractionType;
  /** The interaction as the bot gets it, without the token. */
  readonly sent: Record<string, unknown>;
  /** The message whose component was used, also through a modal. */
  readonly sourceId: string | null;
  /** Whose installations of the app allow it, by kind: `0` is a guild's, `1` a person's own. */
  readonly owners: Record<string, string>;
  state: InteractionState;
  responseType: InteractionResponseType | null;
  /** Fixed by the first response. */
  ephemeral: boolean;
  originalId: string | null;
  followupIds: string[];
  choices: APIApplicationCommandOptionChoice[] | null;
  modal: APIModalInteractionResponseCallbackData | null;
  firstResponseMs: number | null;
  received: InteractionView['received'];
}

/** What an act decides about an interaction; the rest follows from the bot's answers. */
export type NewInteraction = Pick<
  Interaction,
  'id' | 'token' | 'kind' | 'actor' | 'place' | 'type' | 'sent' | 'sourceId' | 'owners'
>;

/** The interactions since the start. */
export interface InteractionStore {
  /** Opens an interaction, which fails by itself when nothing answers in time, or at once when nobody listens. */
  open(fresh: NewInteraction, heard: () => boolean): Interaction;
  get(id: string): Interaction | undefined;
  byToken(token: string): Interaction | undefined;
  /** Records the first response. */
  acknowledge(interaction: Interaction, type: InteractionResponseType, state: InteractionState): void;
  fail(interaction: Interaction): void;
  /** Tells listeners that something about it changed. */
  changed(interaction: Interaction): void;
  view(interaction: Interaction): InteractionView;
  close(): void;
}

/** An empty store. */
export function createInteractions(
  { messages, logs }: { messages: MessageStore; logs: LogStore },
  { now, firstResponseMs }: { now: () => number; firstResponseMs: number },
  changed: (interaction: Interaction) => void,
): InteractionStore {
  const byId = new Map<string, Interaction>();
  const byToken = new Map<string, Interaction>();
  const deadlines = new Map<string, NodeJS.Timeout>();

  function clear(id: string) {
    clearTimeout(deadlines.get(id));
    deadlines.delete(id);
  }
  function fail(interaction: Interaction) {
    clear(interaction.id);
    if (interaction.state !== 'pending') return;
    interaction.state = 'failed';
    changed(interaction);
  }

  return {
    open(fresh, heard) {
      const interaction: Interaction = {
        ...fresh,
        createdAt: now(),
        state: 'pending',
        responseType: null,
        ephemeral: false,
        originalId: null,
        followupIds: [],
        choices: null,
        modal: null,
        firstResponseMs: null,
        received: [],
      };
      byId.set(interaction.id, interaction);
      byToken.set(interaction.token, interaction);
      if (heard())
        deadlines.set(
          interaction.id,
          setTimeout(() => fail(interaction), firstResponseMs),
        );
      else interaction.state = 'failed';
      changed(interaction);
      return interaction;
    },
    get: (id) => byId.get(id),
    byToken: (token) => byToken.get(token),
    acknowledge(interaction, type, state) {
      clear(interaction.id);
      interaction.responseType = type;
      interaction.state = state;
      interaction.firstResponseMs = now() - interaction.createdAt;
    },
    fail,
    changed,
    view(interaction) {
      const { id, kind, state, responseType, choices, modal, firstResponseMs, sent, received } = interaction;
      const message = interaction.originalId === null ? undefined : messages.get(interaction.originalId);
      return {
        id,
        kind,
        state,
        responseType,
        message: message?.message ?? null,
        followups: interaction.followupIds.flatMap((followup) => messages.get(followup)?.message ?? []),
        choices,
        modal,
        firstResponseMs,
        sent,
        received,
        log: logs.of(id),
      };
    },
    close: () => deadlines.forEach((timer) => clearTimeout(timer)),
  };
}
