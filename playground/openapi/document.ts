import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const schema = z.record(z.string(), z.unknown());
const parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().optional(),
  schema,
});
const operation = z.object({
  parameters: z.array(parameter).default([]),
  requestBody: z
    .object({ required: z.boolean().optional(), content: z.record(z.string(), z.object({ schema })) })
    .optional(),
});
const methods = {
  get: operation.optional(),
  put: operation.optional(),
  post: operation.optional(),
  patch: operation.optional(),
  delete: operation.optional(),
};
const document = z.object({
  openapi: z.string().startsWith('3.1'),
  paths: z.record(z.string(), z.object({ parameters: z.array(parameter).default([]), ...methods })),
  components: z.object({ schemas: z.record(z.string(), schema) }),
});

/** What is needed of an OpenAPI 3.1 document. */
export type OpenApiDocument = z.output<typeof document>;

/** One operation of a document. */
export type Operation = z.output<typeof operation>;

// https://docs.discord.com/developers/interactions/application-commands#application-command-object says that this is a
// string, which is what Discord's own libraries send; the OpenAPI document knows only the integer.
function asDocumented(schemas: Record<string, unknown>[]): void {
  for (const { properties } of schemas) {
    const permissions: unknown = Object(properties)['default_member_permissions'];
    if (permissions) Object.assign(permissions, { type: ['integer', 'string', 'null'] });
  }
}

/** Reads Discord's OpenAPI document. Throws when the file is missing or is something else. */
export async function readDocument(file: string): Promise<OpenApiDocument> {
  const parsed = document.parse(JSON.parse(await readFile(file, 'utf8')));
  asDocumented(Object.values(parsed.components.schemas));
  return parsed;
}
