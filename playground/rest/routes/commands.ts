import type { FastifyInstance } from 'fastify';
import { isRecord } from '../../state/is-record.ts';
import type { State } from '../../state/state.ts';
import { checkCount, createDailyCreates } from '../command-limits.ts';
import { discordError } from '../errors.ts';
import { parseForm } from '../form.ts';
import { guildOf } from '../guild-of.ts';
import { command, commandList } from '../schemas/command.ts';

function withoutLocalizations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLocalizations);
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !key.endsWith('_localizations'));
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutLocalizations(part)]));
}

interface Scope {
  Params: { applicationId: string; guildId?: string; commandId: string };
  Querystring: { with_localizations?: string };
}

/** Registers commands, globally or for one guild. Throws 10002, 10004, 10063, 30032, 30034, 50001, 50035. https://docs.discord.com/developers/interactions/application-commands#endpoints */
export function commandRoutes(app: FastifyInstance, state: State): void {
  const { commands } = state;
  const countCreates = createDailyCreates(state.now);

  function scopeOf({ applicationId, guildId }: Scope['Params']): string | null {
    if (applicationId !== state.application.id) throw discordError(10002);
    if (guildId !== undefined) guildOf(state, guildId);
    return guildId ?? null;
  }
  function existing(params: Scope['Params']) {
    const scope = scopeOf(params);
    const found = commands.get(scope, params.commandId);
    if (!found) throw discordError(10063);
    return { scope, found };
  }

  for (const guild of ['', '/guilds/:guildId']) {
    const path = `/applications/:applicationId${guild}/commands`;
    app.get<Scope>(path, (request) => {
      const all = commands.list(scopeOf(request.params));
      return request.query.with_localizations === 'true' ? all : withoutLocalizations(all);
    });
    app.post<Scope>(path, (request, reply) => {
      const scope = scopeOf(request.params);
      const fields = parseForm(command, request.body);
      const known = commands.find(scope, fields.type, fields.name);
      if (!known) {
        checkCount([...commands.list(scope), fields]);
        countCreates(scope, 1);
      }
      return reply.code(known ? 200 : 201).send(commands.put(scope, fields));
    });
    app.put<Scope>(path, (request) => {
      const scope = scopeOf(request.params);
      const all = parseForm(commandList, request.body);
      checkCount(all);
      const fresh = all.filter(({ type, name }) => !commands.find(scope, type, name));
      countCreates(scope, fresh.length);
      return commands.replace(scope, all);
    });
    app.get<Scope>(`${path}/:commandId`, (request) => existing(request.params).found);
    app.patch<Scope>(`${path}/:commandId`, (request) => {
      const { scope, found } = existing(request.params);
      return commands.put(scope, parseForm(command, { ...found, ...Object(request.body) }), found.id);
    });
    app.delete<Scope>(`${path}/:commandId`, (request, reply) => {
      const { scope, found } = existing(request.params);
      commands.remove(scope, found.id);
      return reply.code(204).send();
    });
  }
}
