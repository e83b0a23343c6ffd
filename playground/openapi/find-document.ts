import { existsSync } from 'node:fs';
import path from 'node:path';

const BESIDE = path.resolve(import.meta.dirname, '../../../shared/data/discord-openapi.json');

/** What to say where requests are not checked. */
export const NOT_CHECKED =
  'Requests are not checked against Discord’s OpenAPI document: take specs/openapi.json of https://github.com/discord/discord-api-spec and name it in DISCORD_OPENAPI.';

/** Discord's OpenAPI document: the file that is named, or one beside the checkout. Throws when the named one is missing. */
export function findDocument(named: string | undefined): string | undefined {
  if (named && !existsSync(named)) throw new Error(`DISCORD_OPENAPI names ${named}, which is not there.`);
  if (named) return named;
  return existsSync(BESIDE) ? BESIDE : undefined;
}
