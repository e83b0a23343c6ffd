import type { FastifyReply, FastifyRequest } from 'fastify';
import type { InteractionView } from '../protocol.ts';
import type { Interaction } from '../state/interactions.ts';
import type { State } from '../state/state.ts';

const open = new WeakMap<
  FastifyRequest,
  { interaction: Interaction; entry: InteractionView['received'][number] }
>();

/** Notes what the bot sent for an interaction; its status is filled in when the answer goes out. */
export function record(request: FastifyRequest, state: State, interaction: Interaction, body: unknown): void {
  const path = request.url.replace(interaction.token, ':token');
  const atMs = state.now() - interaction.createdAt;
  const entry = { method: request.method, path, status: 0, body: body ?? null, atMs };
  interaction.received.push(entry);
  open.set(request, { interaction, entry });
}

/** Completes the note, and only then tells listeners, so that they see the state and the status together. */
export function complete(request: FastifyRequest, reply: FastifyReply, state: State): void {
  const noted = open.get(request);
  if (!noted) return;
  open.delete(request);
  noted.entry.status = reply.statusCode;
  state.interactions.changed(noted.interaction);
}
