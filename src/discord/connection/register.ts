import { isDeepStrictEqual } from 'node:util';
import {
  ApplicationCommandType,
  Routes,
  type APIApplicationCommand,
  type REST,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';

/** What became of each command at registration, by name, and under which id Discord knows it. */
export interface Registration {
  created: string[];
  changed: string[];
  removed: string[];
  unchanged: string[];
  ids: ReadonlyMap<string, string>;
}

/** What Discord adds to a command; it says nothing about what was declared. */
const DISCORDS_OWN = new Set([
  'id',
  'application_id',
  'guild_id',
  'version',
  'name_localized',
  'description_localized',
  'dm_permission',
  'handler',
]);

/** Discord fills in defaults where nothing was declared; leaving those out of both makes the two comparable. */
function essence(value: unknown, top = true): unknown {
  if (Array.isArray(value)) return value.map((item) => essence(item, false));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key]) => !(top && DISCORDS_OWN.has(key)) && !key.endsWith('_localized'))
    .map(([key, inner]) => [key, essence(inner, false)] as const)
    .filter(
      ([, inner]) =>
        inner !== null && inner !== undefined && inner !== false && inner !== '' && !isEmpty(inner),
    );
  return Object.fromEntries(entries);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

const keyOf = (command: { name: string; type?: ApplicationCommandType | undefined }) =>
  `${command.type ?? ApplicationCommandType.ChatInput}/${command.name}`;

/**
 * Makes Discord's list of the application's commands the declared one, touching only what differs: an unchanged command
 * costs nothing of the 200 that may be created per day. With a guild the commands are that guild's.
 * Source: Discord documentation, "Application Commands", registering.
 */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  declared: readonly RESTPostAPIApplicationCommandsJSONBody[],
  guildId?: string,
): Promise<Registration> {
  const route = guildId
    ? Routes.applicationGuildCommands(applicationId, guildId)
    : Routes.applicationCommands(applicationId);
  const query = new URLSearchParams({ with_localizations: 'true' });
  const present = (await rest.get(route, { query })) as APIApplicationCommand[];
  const presentBy = new Map(present.map((command) => [keyOf(command), command]));
  const result = {
    created: [] as string[],
    changed: [] as string[],
    removed: [] as string[],
    unchanged: [] as string[],
  };
  const ids = new Map<string, string>();

  for (const whole of declared) {
    // A guild's commands are for that guild alone; Discord refuses to be told more about where they work.
    const { contexts, integration_types, ...here } = whole;
    const command = guildId ? here : { ...here, contexts, integration_types };
    const before = presentBy.get(keyOf(command));
    presentBy.delete(keyOf(command));
    if (before && isDeepStrictEqual(essence(before), essence(command))) {
      result.unchanged.push(command.name);
      ids.set(command.name, before.id);
      continue;
    }
    // Creating a command whose name and type exist replaces it and keeps its id.
    const { id } = (await rest.post(route, { body: command })) as APIApplicationCommand;
    (before ? result.changed : result.created).push(command.name);
    ids.set(command.name, id);
  }
  for (const gone of presentBy.values()) {
    await rest.delete(`${route}/${gone.id}`);
    result.removed.push(gone.name);
  }
  return { ...result, ids };
}
