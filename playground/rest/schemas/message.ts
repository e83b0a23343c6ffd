import { MessageFlags, MessageReferenceType } from 'discord-api-types/v10';
import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { z } from 'zod';
import { invalidForm, notImplemented } from '../errors.ts';
import { fieldErrors } from '../form.ts';
import type { FieldError } from '../errors.ts';
import { componentErrors } from './component-errors.ts';
import { messageBody, type MessageBody } from './message-body.ts';
import { integer } from './primitives.ts';

// What Discord would show and this does not must not be lost in silence.
function checkImplemented(body: unknown): void {
  const { poll, sticker_ids: stickers, message_reference: reference } = Object(body);
  if (poll) throw notImplemented('polls');
  if (Array.isArray(stickers) && stickers.length > 0) throw notImplemented('stickers');
  if (Object(reference)['type'] === MessageReferenceType.Forward) throw notImplemented('forwards');
}

/** Which flags a body may carry, what the message already has, and where the body lies in the request. */
export interface MessageContext {
  flags: number;
  existing?: number;
  prefix?: PropertyKey[];
}

const CREATE_FLAGS =
  MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

/** The flags a new message may carry. https://docs.discord.com/developers/resources/message#message-object-message-flags */
export const FLAGS = {
  channel: CREATE_FLAGS,
  interaction: CREATE_FLAGS | MessageFlags.Ephemeral,
  edit: MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2,
  // An update answers a component: Discord's clients send the flag along, and it changes nothing.
  update: MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
  defer: MessageFlags.Ephemeral,
};

/** Complains of flags that may not be used here. */
export function flagErrors(flags: number, allowed: number): FieldError[] {
  const wrong = flags & ~allowed;
  if (wrong === 0 && flags >= 0) return [];
  return [
    { path: ['flags'], code: 'BITFIELD_TYPE_INVALID_FLAGS', message: `Flags ${flags} may not be used here.` },
  ];
}

/** Checks a message body against every documented limit. Throws 50035. */
export function parseMessage(
  body: unknown,
  { flags, existing = 0, prefix = [] }: MessageContext,
): MessageBody {
  checkImplemented(body);
  const parsed = messageBody.safeParse(body ?? {});
  if (!parsed.success) throw invalidForm(fieldErrors(parsed.error, body ?? {}, prefix));
  const given = parsed.data.flags ?? 0;
  const isV2 = ((given | existing) & MessageFlags.IsComponentsV2) !== 0;
  const found = [...flagErrors(given, flags), ...componentErrors(parsed.data, isV2)];
  if (found.length > 0)
    throw invalidForm(found.map((field) => ({ ...field, path: [...prefix, ...field.path] })));
  return parsed.data;
}

/** The components of a parsed body in Discord's own type; the schema has checked the shape. */
export function componentsOf(body: MessageBody): APIMessageTopLevelComponent[] | undefined {
  if (body.components === undefined) return undefined;
  return (body.components ?? []) as APIMessageTopLevelComponent[];
}

/** A flags field of its own, for the answers that carry nothing else. */
export const deferData = z.object({ flags: integer(0, 2 ** 31 - 1).nullish() });
