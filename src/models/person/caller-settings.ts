import { LRUCache } from 'lru-cache';
import type { Module } from '../../domain/modules.ts';
import type { Visibility } from '../../domain/ownership/ownership.ts';
import { BaseModel } from '../base/base-model.ts';

/** What a person prefers and what their server has set, as far as every reply needs it. */
export interface CallerSettings {
  /** The person's own choice, else null: then Discord's locale for them holds. */
  locale: string | null;
  /** IANA name: the person's, else the server's, else UTC. */
  timeZone: string;
  /** Whose zone that is; null for UTC, which nobody chose. */
  zoneOf: 'user' | 'guild' | null;
  /** They were asked for their zone, or chose it. */
  zoneAsked: boolean;
  privateReplies: boolean;
  defaultVisibility: Visibility;
  modulesOff: readonly Module[];
  /** Roles whose members are staff of the server. */
  staffRoleIds: readonly string[];
}

/** Whoever the database does not know. */
export const DEFAULT_SETTINGS: CallerSettings = Object.freeze({
  locale: null,
  timeZone: 'UTC',
  zoneOf: null,
  zoneAsked: false,
  privateReplies: false,
  defaultVisibility: 'private',
  modulesOff: [],
  staffRoleIds: [],
});

/** How many callers are kept, and how long in milliseconds, should word of a change ever get lost. */
const CACHE = { max: 50_000, ttl: 60_000 };

const LOOKUP = `
  select u.locale,
         coalesce(u.time_zone, g.time_zone, 'UTC') as "timeZone",
         case when u.time_zone is not null then 'user' when g.time_zone is not null then 'guild' end as "zoneOf",
         u.zone_asked_at is not null or u.time_zone is not null as "zoneAsked",
         coalesce(u.private_replies, false) as "privateReplies",
         coalesce(u.default_visibility, 'private') as "defaultVisibility",
         array(select module from guild_modules where guild_id = asked.guild_id and not enabled) as "modulesOff",
         array(select role_id::text from guild_staff_roles where guild_id = asked.guild_id) as "staffRoleIds"
  from (select ?::bigint as user_id, ?::bigint as guild_id) asked
  left join users u on u.id = asked.user_id
  left join guilds g on g.id = asked.guild_id`;

/** The one lookup of who calls: one statement on a miss, none on a hit, one for many that ask at once. */
export class CallerSettingsCache {
  readonly #known = new LRUCache<string, CallerSettings>(CACHE);
  readonly #asked = new Map<string, Promise<CallerSettings>>();
  readonly #onLookup: (isHit: boolean) => void;

  /** @param onLookup the metrics' hook: whether a lookup needed no statement of its own */
  constructor(onLookup: (isHit: boolean) => void = () => undefined) {
    this.#onLookup = onLookup;
  }

  /** @throws StorageUnavailable */
  async of(userId: string, guildId: string | null): Promise<CallerSettings> {
    const key = `${userId}/${guildId ?? ''}`;
    const found = this.#known.get(key) ?? this.#asked.get(key);
    this.#onLookup(found !== undefined);
    return found ?? this.#ask(key, userId, guildId);
  }

  /**
   * Hears what the database tells of a change, such as `user 42`, or `all` after a backup was restored; see the
   * migration that made `notify_settings`.
   */
  heard(message: string): void {
    if (message === 'all') return this.clear();
    const [kind, id = ''] = message.split(' ');
    this.forget(kind === 'user' ? { userId: id } : { guildId: id });
  }

  /** Forgets everybody: something may have been missed. */
  clear(): void {
    this.#known.clear();
    this.#asked.clear();
  }

  /** Forgets a person, everywhere they may be, or everybody in a server: call it after changing either. */
  forget(changed: { userId: string } | { guildId: string }): void {
    for (const key of [...this.#known.keys(), ...this.#asked.keys()]) {
      const matches =
        'userId' in changed ? key.startsWith(`${changed.userId}/`) : key.endsWith(`/${changed.guildId}`);
      if (!matches) continue;
      this.#known.delete(key);
      this.#asked.delete(key);
    }
  }

  async #ask(key: string, userId: string, guildId: string | null): Promise<CallerSettings> {
    const asking = BaseModel.knex()
      .raw<{ rows: CallerSettings[] }>(LOOKUP, [userId, guildId])
      .then(({ rows }) => rows[0] ?? DEFAULT_SETTINGS);
    this.#asked.set(key, asking);
    try {
      const found = await asking;
      // Who was forgotten while the answer was on its way may have changed after it was given: it serves this once.
      if (this.#asked.get(key) === asking) this.#known.set(key, found);
      return found;
    } finally {
      if (this.#asked.get(key) === asking) this.#asked.delete(key);
    }
  }
}
