import type { APIButtonComponentWithCustomId } from 'discord.js';
import { z } from 'zod';
import { button } from '../src/discord/declare/buttons.ts';
import { component } from '../src/discord/declare/command.ts';
import type { Context } from '../src/discord/declare/context.ts';
import { about, say } from '../src/discord/declare/reply.ts';
import { UNDO_TRACKS } from './playlist/undo.ts';
import { UNDO_TODOS } from './todo/undo.ts';
import { ACT_KINDS, type ActKind, type DoneAct, type Undoing } from './undone.ts';

const UNDO: Record<ActKind, Undoing> = { ...UNDO_TODOS, ...UNDO_TRACKS };

/** Undo, below whatever can be undone; it belongs to the command that did it. */
export const undo = component(
  'undo',
  z.object({
    kind: z.enum(ACT_KINDS),
    act: z.uuid(),
    thing: z.uuid(),
    left: z.coerce.number<string | number>().int().min(0),
  }),
  async ({ state: { kind, ...done }, ...context }) => {
    const { sentence, of, again } = await UNDO[kind](context, done);
    return about(of, say(sentence, ...(again ? [undoButton(context, again)] : [])));
  },
  { commandOf: ({ kind }) => (kind in UNDO_TODOS ? 'todo' : 'playlist') },
);

/** The button for it. */
export function undoButton(
  { caller, t }: Pick<Context, 'caller' | 't'>,
  { kind, act, thing = act, left = 1 }: DoneAct,
): APIButtonComponentWithCustomId {
  return button({ caller }, undo, { kind, act, thing, left }, { label: t('buttons.undo') });
}
