import { Routes, type APIUser, type REST } from 'discord.js';
import { LRUCache } from 'lru-cache';

/** How many people's names are kept, and how long in milliseconds. */
const KEPT = { max: 10_000, ttl: 10 * 60_000 };
/** Milliseconds: who waits for a name is typing. */
const WITHIN_MS = 500;

/** Tells what people are called on Discord; null when Discord does not say so at once, which nothing may depend on. */
export function createNames(rest: Pick<REST, 'get'>): (userId: string) => Promise<string | null> {
  const known = new LRUCache<string, string>(KEPT);
  return async (userId) => {
    const kept = known.get(userId);
    if (kept !== undefined) return kept;
    try {
      const user = await rest.get(Routes.user(userId), { signal: AbortSignal.timeout(WITHIN_MS) });
      const { global_name: shown, username } = user as APIUser;
      known.set(userId, shown ?? username);
      return shown ?? username;
    } catch {
      return null;
    }
  };
}
