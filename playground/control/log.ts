import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parseForm } from '../rest/form.ts';
import type { State } from '../state/state.ts';

const LINES_MAX = 1000;

const lines = z
  .array(
    z.looseObject({
      requestId: z.string().optional(),
      msg: z.string().default(''),
      time: z.union([z.string(), z.number()]).default(0),
      level: z.union([z.string(), z.number()]).exactOptional(),
      sql: z.string().exactOptional(),
      durationMs: z.number().exactOptional(),
    }),
  )
  .max(LINES_MAX);

/** The bot's log lines, as the development supervisor passes them on: see `LogLines` in protocol.ts. */
export function logRoutes(app: FastifyInstance, state: State): void {
  app.post('/log', ({ body }) => {
    const known = parseForm(lines, body).flatMap(({ requestId, ...line }) =>
      requestId === undefined ? [] : { requestId, ...line },
    );
    for (const line of known) state.logs.add(line);
    return { kept: known.length };
  });
}
