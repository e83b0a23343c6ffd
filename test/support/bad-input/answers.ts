import { InteractionResponseType as Type } from 'discord-api-types/v10';
import { callback, choicesData, modalData } from '../../../playground/rest/schemas/callback.ts';
import { FLAGS, parseMessage } from '../../../playground/rest/schemas/message.ts';

const PAYLOAD = /name="payload_json"[^\r\n]*(?:\r\n[^\r\n]+)*\r\n\r\n([^\r\n]*)\r\n/;

/** Traces of the inside: placeholders, values that are none, SQL, stacks, and the apology for a fault of ours. */
const LEAKS = /\{\{|undefined|\[object|select .* from|pg_catalog|\.ts:\d|`[0-9a-f]{8}`/;

/**
 * What Discord would say against a first response, or what it must never contain; null when it is well.
 * @param body as it was sent, JSON or multipart with files
 * @param asked what it answers: words of the person's own may come back
 */
export function complaintAbout(body: string, asked: string): string | null {
  const json = body.startsWith('--') ? (PAYLOAD.exec(body)?.[1] ?? '') : body;
  try {
    const given = JSON.parse(json) as object;
    // What takes the place of “thinking…” is a message by itself.
    const { type, data } =
      'type' in given ? callback.parse(given) : { type: Type.ChannelMessageWithSource, data: given };
    if (type === Type.ApplicationCommandAutocompleteResult) choicesData.parse(data);
    else if (type === Type.Modal) modalData.parse(data);
    else if (data !== undefined) parseMessage(data, { flags: FLAGS.interaction });
    const said = data as { content?: string; allowed_mentions?: { parse?: unknown[] } } | undefined;
    if (said?.content !== undefined && said.allowed_mentions?.parse?.length !== 0)
      return `mentions are parsed: ${json}`;
    const leaked = LEAKS.exec(said?.content ?? '')?.[0];
    return leaked !== undefined && !asked.includes(leaked) ? `says too much: ${json}` : null;
  } catch (error) {
    return `${error instanceof Error ? JSON.stringify(error) : String(error)} in ${json.slice(0, 2_000)}`;
  }
}
