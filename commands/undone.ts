import type { Context } from '../src/discord/declare/context.ts';
import type { Shown } from '../src/domain/ownership/audience.ts';

/** What can be undone, as the button names it: what was done to to-dos, to a list of them, to tracks, to a playlist. */
export const ACT_KINDS = [
  'todo-added',
  'todo-done',
  'todo-reopened',
  'todo-removed',
  'todo-assigned',
  'todo-imported',
  'list-deleted',
  'tracks-in',
  'tracks-out',
  'tracks-swap',
  'tracks-order',
  'playlist-deleted',
] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** An act that can be undone. */
export interface DoneAct {
  kind: ActKind;
  act: string;
  /** The playlist or list that it was done to; to-dos carry the act themselves. */
  thing?: string;
  /** What it left, told again where that matters: how many to-dos it touched, the checksum of an order. */
  left?: number;
}

/** What became of an act that was undone. */
export interface Undone {
  sentence: string;
  /** What the sentence tells something of. */
  of: Shown | readonly Shown[];
  /** The undoing, where that can be undone, too. */
  again?: DoneAct;
}

/** Undoes acts of a kind by the verb of a command, which checks what the caller may. Of what somebody changed since, nothing. */
export type Undoing = (context: Context, done: Required<Omit<DoneAct, 'kind'>>) => Promise<Undone>;

/** How acts of some kinds are undone. */
export type Undoings<Kind extends string> = { [K in Extract<ActKind, Kind>]: Undoing };
