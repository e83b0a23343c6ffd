import type { FastifyRequest } from 'fastify';
import { contentTypeOf } from '../state/attachments.ts';
import type { StoredFile } from '../state/attachments.ts';
import { discordError } from './errors.ts';

/** What a request said, and the files that came along, by the number in `files[n]`. */
export interface RequestBody {
  payload: unknown;
  files: Map<string, StoredFile>;
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
  if (typeof json !== 'string') return { payload: rest, files };
  try {
    return { payload: JSON.parse(json), files };
  } catch {
    throw discordError(50109);
  }
}
