import { z } from 'zod';
import { messageComponent } from './components.ts';
import { embeds } from './embed.ts';
import { complain, list, snowflake, text } from './primitives.ts';

/** Who may be pinged. https://docs.discord.com/developers/resources/message#allowed-mentions-object */
const allowedMentions = z
  .object({
    parse: list(z.enum(['roles', 'users', 'everyone']), 0, 3).nullish(),
    roles: list(snowflake, 0, 100).nullish(),
    users: list(snowflake, 0, 100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine(({ parse, ...ids }, ctx) => {
    for (const kind of ['users', 'roles'] as const)
      if (parse?.includes(kind) && ids[kind]?.length)
        complain(
          ctx,
          'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
          `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
        );
  });

/** A message body, each field by itself. */
export const messageBody = z.object({
  content: text(0, 2000).nullish(),
  embeds: embeds.nullish(),
  components: list(messageComponent, 0, 40).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  flags: z.int().nullish(),
  tts: z.boolean().nullish(),
  attachments: list(
    z.object({
      id: z.union([z.string(), z.number()]).transform(String),
      filename: text(1, 260).nullish(),
      description: text(0, 1024).nullish(),
    }),
    0,
    10,
  ).nullish(),
  message_reference: z.object({ message_id: snowflake, fail_if_not_exists: z.boolean().nullish() }).nullish(),
  nonce: z.union([text(0, 25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
});

/** A message body of the right shape. */
export type MessageBody = z.output<typeof messageBody>;
