import type { FastifyRequest } from 'fastify';
import { contentTypeOf } from '../state/attachments.ts';
import type { StoredFile } from '../state/attachments.ts';
import { discordError } from './errors.ts';

/** What a request said, and the files that came along, by the number in `files[n]`. */
export interface RequestBody {
  payload: unknown;
  files: Map<string, StoredFile>;
}

const parsed = new WeakMap<FastifyRequest, { payload: unknown; fields: string[] }>();

/** What a request said, as far as it was read; `fields` are the names of its files. */
export function parsedBody(request: FastifyRequest): { payload: unknown; fields: string[] } {
  return parsed.get(request) ?? { payload: request.body, fields: [] };
}

/** Reads JSON, or `multipart/form-data` with `payload_json` and `files[n]`. https://docs.discord.com/developers/reference#uploading-files */
export async function readBody(request: FastifyRequest): Promise<RequestBody> {
  const files: RequestBody['files'] = new Map();
  if (!request.isMultipart()) return { payload: request.body, files };
  const fields: Record<string, unknown> = {};
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = part.value;
    else {
      const bytes = await part.toBuffer();
      const id = /^files\[(\d+)\]$/.exec(part.fieldname)?.[1] ?? String(files.size);
      const filename = part.filename.replaceAll(/\s+/g, '_');
      files.set(id, { filename, contentType: contentTypeOf(filename), bytes });
    }
  }
  const { payload_json: json, ...rest } = fields;
  const payload: unknown = typeof json === 'string' ? parseJson(json) : rest;
  parsed.set(request, { payload, fields: [...files.keys()].map((id) => `files[${id}]`) });
  return { payload, files };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw discordError(50109);
  }
}
