/** Where a statement's binding comes from: the interaction, or it is always the same. */
export type Binding =
  { is: 'user' | 'guild' | 'new id' | 'playlist' | 'track' } | { constant: string | null };

/** A statement of the bot's, ready to be sent by somebody else. */
export interface Statement {
  sql: string;
  bindings: Binding[];
  reads: boolean;
}
