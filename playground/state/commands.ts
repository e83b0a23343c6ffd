import { isDeepStrictEqual } from 'node:util';
import type { APIApplicationCommand, ApplicationCommandType } from 'discord-api-types/v10';

/** What Discord keeps of a command besides what it assigns itself. */
export type CommandFields = Omit<APIApplicationCommand, 'id' | 'application_id' | 'guild_id' | 'version'>;

/** The registered commands of one application. A scope is a guild's id, or null for global commands. */
export interface CommandStore {
  list(scope: string | null): APIApplicationCommand[];
  get(scope: string | null, id: string): APIApplicationCommand | undefined;
  find(scope: string | null, type: ApplicationCommandType, name: string): APIApplicationCommand | undefined;
  /** Replaces the command of that id, or the one of that type and name, or adds one. */
  put(scope: string | null, fields: CommandFields, id?: string): APIApplicationCommand;
  /** Bulk overwrite: what is not listed is gone. */
  replace(scope: string | null, all: CommandFields[]): APIApplicationCommand[];
  remove(scope: string | null, id: string): boolean;
}

/** An empty store; `changed` is called after each real change. The version moves only when the content did. */
export function createCommands(
  applicationId: string,
  snowflake: () => string,
  changed: () => void,
): CommandStore {
  const scopes = new Map<string | null, Map<string, APIApplicationCommand>>();
  const scopeOf = (scope: string | null) => {
    const found = scopes.get(scope) ?? new Map<string, APIApplicationCommand>();
    scopes.set(scope, found);
    return found;
  };
  const find = (scope: string | null, type: ApplicationCommandType, name: string) =>
    [...scopeOf(scope).values()].find((command) => command.type === type && command.name === name);

  function build(scope: string | null, fields: CommandFields, id?: string): APIApplicationCommand {
    const old = id === undefined ? find(scope, fields.type, fields.name) : scopeOf(scope).get(id);
    const owner = { application_id: applicationId, ...(scope !== null && { guild_id: scope }) };
    if (old) {
      const same = { id: old.id, version: old.version, ...owner, ...fields };
      return isDeepStrictEqual(old, same) ? old : { ...same, version: snowflake() };
    }
    const newId = snowflake();
    return { id: newId, version: newId, ...owner, ...fields };
  }

  return {
    list: (scope) => [...scopeOf(scope).values()],
    get: (scope, id) => scopeOf(scope).get(id),
    find,
    put(scope, fields, id) {
      const command = build(scope, fields, id);
      scopeOf(scope).set(command.id, command);
      changed();
      return command;
    },
    replace(scope, all) {
      const commands = all.map((fields) => build(scope, fields));
      scopes.set(scope, new Map(commands.map((command) => [command.id, command])));
      changed();
      return commands;
    },
    remove(scope, id) {
      const removed = scopeOf(scope).delete(id);
      if (removed) changed();
      return removed;
    },
  };
}
