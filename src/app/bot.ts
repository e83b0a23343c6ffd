import { DiscordAPIError, Events, type Client } from 'discord.js';
import type { Knex } from 'knex';
import type { Config } from '../config.ts';
import type { Others } from '../discord/receive/certain.ts';
import { createClient, inviteLink } from '../discord/connection/client.ts';
import type { Command } from '../discord/declare/command.ts';
import type { Services } from '../discord/declare/context.ts';
import { commandJson } from '../discord/declare/command-json.ts';
import { createDispatcher, type Dispatcher } from '../discord/receive/dispatch.ts';
import { escapeText } from '../discord/escape.ts';
import type { Handled } from '../discord/receive/handled.ts';
import { isMember } from '../discord/connection/guild-member.ts';
import { createNames } from '../discord/connection/names.ts';
import { ownersOf } from '../discord/connection/owners.ts';
import { registerCommands } from '../discord/connection/register.ts';
import type { FileReader } from '../file-reading/file-reader.ts';
import { createDownload } from '../integrations/attachments.ts';
import { createTitleLookup } from '../integrations/oembed.ts';
import { OEMBED_HOSTS } from '../integrations/oembed-providers.ts';
import { createOutbound } from '../integrations/outbound.ts';
import { createOwnersJobs } from '../queues/owners-jobs.ts';
import { createTranslations, type Translations } from '../locales/translate.ts';
import type { Logger } from '../logger.ts';
import type { RateLimiter } from '../rate-limits/rate-limiter.ts';
import { OUTBOXES } from '../models/outboxes.ts';
import { CallerSettingsCache } from '../models/person/caller-settings.ts';

/** Discord will not have us; the message says what to do about it. */
export class LoginError extends Error {
  override name = 'LoginError';
}

/** The bot once it is connected and its commands are registered. */
export interface RunningBot {
  client: Client<true>;
  dispatcher: Dispatcher;
  /** What is kept of callers' settings, for whoever hears that they changed. */
  settings: CallerSettingsCache;
  translations: Translations;
}

const REPOSITORY = 'https://github.com/ostinato-bot/ostinato';

/** Connects to Discord, registers the commands that changed, and answers from then on. @throws LoginError */
export async function startBot(parts: {
  config: Config;
  token: string;
  version: string;
  startedAt: Date;
  commands: readonly Command[];
  database: Knex;
  limiter: RateLimiter;
  readFile: FileReader['read'];
  others: Others;
  log: Logger;
  /** The metrics' hooks. */
  onHandled: (handled: Handled) => void;
  onRateLimited: (command: string) => void;
  onSettingsLookup: (isHit: boolean) => void;
  now: () => Date;
}): Promise<RunningBot> {
  const { config, commands, database, limiter, log } = parts;
  const translations = createTranslations(escapeText);
  const settings = new CallerSettingsCache(parts.onSettingsLookup);
  const lookUp = createTitleLookup({
    outbound: createOutbound({ allowedHosts: OEMBED_HOSTS }),
    enabled: config.TITLE_LOOKUP,
    onFailure: (err) => log.info({ err }, 'title lookup failed'),
  });
  const client = createClient(config.DISCORD_API_URL, config.DISCORD_REQUESTS_PER_SECOND, log);
  let ids: ReadonlyMap<string, string> = new Map();
  let owners: ReadonlySet<string> = new Set();

  const services: Services = {
    now: parts.now,
    limits: {
      playlistsPerOwner: config.PLAYLISTS_PER_OWNER,
      tracksPerPlaylist: config.TRACKS_PER_PLAYLIST,
      todosPerUser: config.TODOS_PER_USER,
      todoListsPerOwner: config.TODO_LISTS_PER_OWNER,
    },
    discord: {
      mention(path) {
        const id = ids.get(path.split(' ')[0] ?? '');
        return id ? `</${path}:${id}>` : `\`/${path}\``;
      },
      isMember: (guildId, userId) => isMember(client.rest, guildId, userId),
      nameOf: createNames(client.rest),
    },
    files: { download: createDownload(config.DISCORD_API_URL), read: parts.readFile },
    titles: {
      async describe(source) {
        const found = source.url ? await lookUp(source.url) : null;
        const { title = source.title, author: artist = null } = found ?? {};
        return { ...source, title, artist, durationMs: null };
      },
    },
    instance: {
      version: parts.version,
      startedAt: parts.startedAt,
      sourceUrl: REPOSITORY,
      privacyUrl: config.PRIVACY_URL ?? `${REPOSITORY}/blob/main/docs/privacy.md`,
      gatewayLatency: () => (client.ws.ping >= 0 ? Math.round(client.ws.ping) : null),
      async storageLatency() {
        const askedAt = performance.now();
        await database.raw('select 1');
        return Math.round((performance.now() - askedAt) * 10) / 10;
      },
    },
    owner: { isOwner: (userId) => owners.has(userId), jobs: createOwnersJobs(database, OUTBOXES) },
    forgetSettings: (changed) => settings.forget(changed),
  };

  const { onHandled, onRateLimited } = parts;
  const dispatcher = createDispatcher({
    commands,
    services,
    settings,
    translations,
    limiter,
    others: parts.others,
    log,
    onHandled,
    onRateLimited,
  });
  client.on(Events.InteractionCreate, (interaction) => dispatcher.handle(interaction));
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  try {
    await client.login(parts.token);
  } catch (error) {
    await client.destroy();
    throw explainLogin(error, config.DISCORD_API_URL);
  }
  const { application, user } = await ready;
  owners = await ownersOf(application);
  const declared = commands.map((command) => commandJson(command, translations));
  const { ids: registered, ...registration } = await registerCommands(client.rest, application.id, declared);
  ids = registered;
  log.info({ user: user.tag, ...registration, invite: inviteLink(application.id) }, 'logged in');
  return { client: await ready, dispatcher, settings, translations };
}

function explainLogin(error: unknown, apiUrl: string): LoginError {
  const unauthorized = error instanceof DiscordAPIError && error.status === 401;
  const invalid = error instanceof Error && 'code' in error && error.code === 'TokenInvalid';
  if (unauthorized || invalid) {
    return new LoginError(
      'Discord does not accept DISCORD_TOKEN; copy the token anew from the Bot page of the Developer Portal.',
      { cause: error },
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new LoginError(
    `Discord cannot be reached at ${apiUrl} (${reason}); check the network and DISCORD_API_URL.`,
    {
      cause: error,
    },
  );
}
