import { z } from 'zod';
import type { Context } from '../../src/discord/declare/context.ts';
import type { Owned } from '../../src/models/owned/owned.ts';
import type { OwnedThing } from '../../src/models/owned/owned-model.ts';
import type { ActKind } from '../undone.ts';

/** What the commands of a kind of owned things differ in; what they say are its `words`. */
export interface OwnedCommands<M extends OwnedThing> {
  readonly things: Pick<Owned<M>, 'noun' | 'share' | 'unshare' | 'suggest'>;
  /** The option that names one, and the schema of it. */
  readonly option: string;
  readonly named: z.ZodType<string, string>;
  /** The act of deleting one. */
  readonly deleted: ActKind;
  remove(context: Context, reference: string): Promise<M>;
  restore(context: Context, reference: string): Promise<M>;
}

/** A schema with the option that names one, besides those of `shape`; `referenceIn` reads it. */
export function optionsWith<M extends OwnedThing, S extends z.ZodRawShape>(
  { option, named }: OwnedCommands<M>,
  shape: S,
): z.ZodObject<S> {
  return z.object({ ...shape, [option]: named });
}

/** What these commands say, behind `words`. */
export const SAID = ['shared.viewer', 'shared.editor', 'unshared', 'deleted', 'restored'] as const;

/** What the option says. */
export function referenceIn<M extends OwnedThing>(
  { option }: OwnedCommands<M>,
  input: Readonly<Record<string, unknown>>,
): string {
  return z.string().parse(input[option]);
}
