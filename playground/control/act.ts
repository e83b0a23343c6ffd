import { ApplicationCommandType } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Act, FilledOption } from '../protocol.ts';

const person = z.string().min(1);
const force = z.boolean().optional();

const filledOption: z.ZodType<FilledOption> = z.lazy(() =>
  z.object({
    name: z.string(),
    type: z.int(),
    value: z.union([z.string(), z.number(), z.boolean()]).exactOptional(),
    focused: z.boolean().exactOptional(),
    options: z.array(filledOption).exactOptional(),
  }),
);

/** The body of `POST /playground/interactions`. */
export const act = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['command', 'autocomplete']),
    as: person,
    channelId: z.string(),
    command: z.string(),
    options: z.array(filledOption),
    type: z.enum(ApplicationCommandType).optional(),
    targetId: z.string().optional(),
    force,
  }),
  z.object({
    kind: z.literal('component'),
    as: person,
    messageId: z.string(),
    customId: z.string(),
    values: z.array(z.string()).optional(),
    componentType: z.int().optional(),
    force,
  }),
  z.object({
    kind: z.literal('modal'),
    as: person,
    interactionId: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())])),
    customId: z.string().optional(),
    force,
  }),
]);

/** A checked act of one kind. */
export type ActOf<K extends Act['kind']> = Extract<z.output<typeof act>, { kind: K }>;
