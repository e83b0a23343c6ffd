import type { CommandEntry } from './entries.ts';

/** What an option holds: the text in its box, and the value behind it once one was chosen from a list. */
export interface Field {
  text: string;
  value: string | number | boolean | null;
}

/** One line of a list to choose from. */
export interface Suggestion {
  name: string;
  value: string | number | boolean;
}

/** What is being written in the message box. */
export interface Draft {
  text: string;
  /** The chosen command; null while it is still being looked for. */
  entry: CommandEntry | null;
  /** The options on display, in order. */
  fields: Record<string, Field>;
  /** The option whose box has the focus. */
  focused: string | null;
  suggestions: Suggestion[];
  /** What is said in place of suggestions when there are none. */
  nothing: string;
  /** Whether the bot is being asked for suggestions; those on display are for what was typed before. */
  asking: boolean;
  /** Tab or Enter was pressed meanwhile: the first suggestion is taken as soon as it is there. */
  acceptFirst: boolean;
  /** Whether the list above the box is open. */
  open: boolean;
  /** The highlighted line of the list; -1 for none. */
  active: number;
  errors: Record<string, string>;
  /** The server's sentence, or a hint of the page. */
  problem: string | null;
}

/** Nothing written yet. */
export const emptyDraft: Draft = {
  text: '',
  entry: null,
  fields: {},
  focused: null,
  suggestions: [],
  nothing: '',
  asking: false,
  acceptFirst: false,
  open: false,
  active: -1,
  errors: {},
  problem: null,
};
