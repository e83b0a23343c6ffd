import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Gateway } from '../gateway/gateway.ts';
import type { Faults } from '../protocol.ts';
import { parseForm } from '../rest/form.ts';
import { noFaults } from '../state/faults.ts';
import type { State } from '../state/state.ts';

const LATENCY_MAX = 60_000;
const latency = z.int().min(0).max(LATENCY_MAX).default(0);
const names = (known: string[]) => z.array(z.enum(known));

const rest = z.object({
  status: z.literal([429, 500, 502, 503]),
  times: z.int().min(0).exactOptional(),
  share: z.number().min(0).max(1).exactOptional(),
  routes: z.array(z.string()).exactOptional(),
  retryAfterSeconds: z.number().min(0).exactOptional(),
  global: z.boolean().exactOptional(),
});

const gatewayAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drop'), resumable: z.boolean() }),
  z.object({ kind: z.literal('reconnect') }),
]);

/** Faults on demand: see `Faults` and `GatewayAct` in protocol.ts. */
export function faultRoutes(app: FastifyInstance, state: State, gateway: Gateway): void {
  const start = noFaults();
  const guilds = names(state.world.guilds.map(({ key }) => key));
  const people = names(state.world.people.map(({ key }) => key));
  const members = names(
    state.world.guilds.flatMap(({ key: guild, ownerId, people: here }) =>
      [...here].flatMap(([key, { user }]) => (user.id === ownerId ? [] : [`${guild}/${key}`])),
    ),
  );
  const faults = z.strictObject({
    latency: z.strictObject({ restMs: latency, gatewayMs: latency }).default(start.latency),
    duplicate: z.boolean().default(start.duplicate),
    rest: rest.nullable().default(start.rest),
    closedDms: people.default(start.closedDms),
    unavailableGuilds: guilds.default(start.unavailableGuilds),
    guildsWithoutBot: guilds.default(start.guildsWithoutBot),
    leftMembers: members.default(start.leftMembers),
    database: z
      .enum(['up', 'down'])
      .nullable()
      .default(null)
      .refine((wanted) => wanted !== 'down' || state.faults.current.database !== null, {
        error: 'The bot does not reach its database through the local Discord.',
      })
      .transform((wanted) => state.faults.current.database && (wanted ?? 'up')),
  });

  app.get('/faults', (): Faults => state.faults.current);
  app.put('/faults', ({ body }): Faults => {
    state.faults.set(parseForm(faults, body));
    return state.faults.current;
  });
  app.post('/gateway', ({ body }) => {
    const act = parseForm(gatewayAct, body);
    return { connections: act.kind === 'drop' ? gateway.drop(act) : gateway.reconnect() };
  });
}
