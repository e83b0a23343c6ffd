import { LRUCache } from 'lru-cache';
import type { Module } from '../domain/modules.ts';
import type { Visibility } from '../domain/playlist.ts';
import { BaseModel } from './base-model.ts';

/** What a person prefers and what their server has set, as far as every reply needs it. */
export interface CallerSettings {
  /** The person's own choice, else null: then Discord's locale for them holds. */
  locale: string | null;
  /** IANA name: the person's, else the server's, else UTC. */
  timeZone: string;
  privateReplies: boolean;
  defaultVisibility: Visibility;
  modulesOff: readonly Module[];
}

/** Whoever the database does not know. */
export const DEFAULT_SETTINGS: CallerSettings = Object.freeze({
  locale: null,
  timeZone: 'UTC',
  privateReplies: false,
  defaultVisibility: 'private',
  modulesOff: [],
});

/** How many callers are kept, and how long in milliseconds, should word of a change ever get lost. */
const CACHE = { max: 50_000, ttl: 60_000 };

const LOOKUP = `
  select u.locale,
         coalesce(u.time_zone, g.time_zone, 'UTC') as "timeZone",
         coalesce(u.private_replies, false) as "privateReplies",
         coalesce(u.default_visibility, 'private') as "defaultVisibility",
         array(select module from guild_modules where guild_id = asked.guild_id and not enabled) as "modulesOff"
  from (select ?::bigint as user_id, ?::bigint as guild_id) asked
  left join users u on u.id = asked.user_id
  left join guilds g on g.id = asked.guild_id`;

/** The one lookup of who calls: one statement on a miss, none on a hit, one for many that ask at once. */
export class CallerSettingsCache {
  readonly #cache = new LRUCache<string, CallerSettings>({
    ...CACHE,
    fetchMethod: async (key) => {
      const [userId, guildId] = key.split('/');
      const { rows } = await BaseModel.knex().raw<{ rows: CallerSettings[] }>(LOOKUP, [
        userId ?? null,
        guildId || null,
      ]);
      return rows[0];
    },
  });

  async of(userId: string, guildId: string | null): Promise<CallerSettings> {
    return (await this.#cache.fetch(`${userId}/${guildId ?? ''}`)) ?? DEFAULT_SETTINGS;
  }

  /** Hears what the database tells of a change, such as `user 42`; see the migration that made `notify_settings`. */
  heard(message: string): void {
    const [kind, id = ''] = message.split(' ');
    this.forget(kind === 'user' ? { userId: id } : { guildId: id });
  }

  /** Forgets everybody: something may have been missed. */
  clear(): void {
    this.#cache.clear();
  }

  /** Forgets a person, everywhere they may be, or everybody in a server: call it after changing either. */
  forget(changed: { userId: string } | { guildId: string }): void {
    for (const key of this.#cache.keys()) {
      const matches =
        'userId' in changed ? key.startsWith(`${changed.userId}/`) : key.endsWith(`/${changed.guildId}`);
      if (matches) this.#cache.delete(key);
    }
  }
}
