import type { APIMessage, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type { CommandsView, Faults, InteractionView, World } from '../../protocol.ts';
import { type Draft, emptyDraft } from './slash/draft-state.ts';
import type { Place } from './place.ts';
import type { Store } from './store.ts';
import type { Api } from './api.ts';

/** What the people of this tab have read; kept in the tab, so that a reload forgets nothing. */
export interface Reading {
  /** The newest message of each channel when the tab was opened: nobody is told of what came before. */
  since: Record<string, string>;
  /** The newest message that a person has seen, by the key of the place. */
  read: Record<string, string>;
}

/** An interaction begun on this page; it is shown until its message arrives. */
export interface Started {
  id: string;
  person: string;
  channelId: string;
  /** What was used, such as `/playlist create`; null for a press, which is shown below its message. */
  label: string | null;
  messageId: string | null;
}

/** A form that the bot has opened. */
export interface OpenModal {
  /** The interaction that was answered with it. */
  started: Started;
  data: APIModalInteractionResponseCallbackData;
  /** The server's sentence. */
  problem: string | null;
}

/** What may stand at the right; on a narrow screen, over the channel. */
export type Panel = 'members' | 'inspector' | 'faults';

/** The menu of a message or of a person, where it was asked for. */
export interface Menu {
  on: 'message' | 'user';
  id: string;
  x: number;
  y: number;
  /** The element that has the focus again when the menu closes. */
  returnTo: string;
}

/** All that the page shows. */
export interface State {
  world: World | null;
  /** Whether the page hears the server's events. */
  connected: boolean;
  place: Place | null;
  commands: CommandsView | null;
  messages: APIMessage[] | null;
  /** Why the messages could not be loaded. */
  trouble: string | null;
  /** How often something was sent since the arrival here: each time the newest message is shown. */
  sent: number;
  /** What was being written elsewhere, by the key of the place. */
  drafts: Record<string, Draft>;
  /** The newest message of each channel, as far as this page knows. */
  newest: Record<string, string>;
  reading: Reading;
  interactions: Record<string, InteractionView>;
  started: Started[];
  dismissed: ReadonlySet<string>;
  draft: Draft;
  modal: OpenModal | null;
  menuOpen: boolean;
  panel: Panel | null;
  /** Everybody's interactions since the page was opened, newest first. */
  inspected: InteractionView[];
  /** Whether the inspector lists autocompletion, of which there is one for every few keys. */
  withAutocomplete: boolean;
  /** The one whose details the inspector shows; null for the newest. */
  selected: string | null;
  /** Null where the server does not tell. */
  faults: Faults | null;
  menu: Menu | null;
  /** Said for a moment, such as "Copied". */
  notice: string;
  /** The element to focus once the next drawing is done. */
  focusId: string | null;
}

/** What actions work on. */
export interface Page {
  store: Store<State>;
  api: Api;
}

/** The state before anything is known. */
export const initialState: State = {
  world: null,
  connected: false,
  place: null,
  commands: null,
  messages: null,
  trouble: null,
  sent: 0,
  drafts: {},
  newest: {},
  reading: { since: {}, read: {} },
  interactions: {},
  started: [],
  dismissed: new Set(),
  draft: emptyDraft,
  modal: null,
  menuOpen: false,
  panel: null,
  inspected: [],
  withAutocomplete: false,
  selected: null,
  faults: null,
  menu: null,
  notice: '',
  focusId: null,
};
