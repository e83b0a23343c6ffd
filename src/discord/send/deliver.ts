import {
  DiscordAPIError,
  RESTJSONErrorCodes,
  Routes,
  SnowflakeUtil,
  type APIChannel,
  type APIMessage,
  type REST,
} from 'discord.js';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterQueue } from 'rate-limiter-flexible';
import { bounded } from './bounds.ts';
import { packUuid } from '../declare/custom-id.ts';
import type { Said } from '../declare/reply.ts';

/** A message to one person that nobody has asked for just now. */
export interface Errand {
  /** A UUID. However often it is delivered, it arrives once; a button of the message must have it in its state. */
  id: string;
  userId: string;
  /** Where to write when direct messages are closed, or first of all if `by` says so, direct messages being next then; null where there is no such place. */
  channelId: string | null;
  by: 'dm' | 'channel';
  /** An earlier attempt may have arrived. */
  repeated: boolean;
  /** Before which none was made; left out, a day before what was written last. */
  since?: Date | undefined;
  /** What to say; in a channel, where others read along, the person is mentioned. */
  say(place: 'dm' | 'channel'): Said;
  signal: AbortSignal;
}

/** What became of it. */
export type Delivered =
  { outcome: 'sent'; channelId: string; messageId: string } | { outcome: 'refused'; reason: string };

/** Delivers errands; throws what may go better later: network, 5xx, a rate limit that takes too long. */
export type Deliver = (errand: Errand) => Promise<Delivered>;

export interface DeliverOptions {
  rest: Pick<REST, 'get' | 'post'>;
  /** The bot's own user id. */
  botId: string;
  /** Requests a second at most; Discord allows a bot 50 for everything that it does. */
  requestsPerSecond: number;
}

/** How many direct-message channels are remembered. */
const CHANNELS = 50_000;
/** Discord's most for one page of messages. */
const PAGE = 100;
/** Milliseconds by which the clock of whoever says since when may be ahead of Discord's. */
const CLOCKS_DIFFER_MS = 5 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** Discord bars an address that collects 10,000 refused requests in ten minutes; a closed door is one of them. */
const REFUSALS = { points: 5_000, duration: 600 };

/** Codes that say that this person, or place, cannot be written to; trying again would only annoy. */
const CLOSED = new Set<number | string>([
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
  RESTJSONErrorCodes.UnknownUser,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.InvalidRecipients,
]);

/**
 * Delivers messages to people, paced. Discord returns the earlier message for a nonce it has seen in the last minutes
 * instead of making a second one; beyond that the message is looked for where it would be, among all that was written
 * since the first attempt.
 * Source: Discord documentation, "Message", create message, `enforce_nonce`; "Rate Limits", invalid requests.
 */
export function createDeliver({ rest, botId, requestsPerSecond }: DeliverOptions): Deliver {
  const channels = new LRUCache<string, string>({ max: CHANNELS });
  const pace = new RateLimiterQueue(new RateLimiterMemory({ points: requestsPerSecond, duration: 1 }));
  const refusals = new RateLimiterQueue(new RateLimiterMemory(REFUSALS));

  /** The value, or the reason why this place is closed. */
  async function unlessClosed<T>(request: () => Promise<unknown>): Promise<T | DiscordAPIError> {
    await pace.removeTokens(1);
    try {
      return (await request()) as T;
    } catch (error) {
      if (!(error instanceof DiscordAPIError) || !CLOSED.has(error.code)) throw error;
      await refusals.removeTokens(1);
      return error;
    }
  }

  async function dmWith({ userId, signal }: Errand): Promise<string | DiscordAPIError> {
    const known = channels.get(userId);
    if (known) return known;
    const channel = await unlessClosed<APIChannel>(() =>
      rest.post(Routes.userChannels(), { body: { recipient_id: userId }, signal }),
    );
    if (channel instanceof DiscordAPIError) return channel;
    channels.set(userId, channel.id);
    return channel.id;
  }

  /** Looks page by page, the latest first, until what is older than the first attempt. */
  async function arrived(channelId: string, { id, since, signal }: Errand): Promise<APIMessage | undefined> {
    let first = since && since.getTime() - CLOCKS_DIFFER_MS;
    for (let before: string | undefined; ;) {
      const query = new URLSearchParams({ limit: String(PAGE), ...(before && { before }) });
      const page = await unlessClosed<APIMessage[]>(() =>
        rest.get(Routes.channelMessages(channelId), { query, signal }),
      );
      // Who may not read may not have written either, or the nonce must do.
      if (page instanceof DiscordAPIError) return undefined;
      const found = page.find(
        ({ author, components }) =>
          author.id === botId && JSON.stringify(components ?? []).includes(packUuid(id)),
      );
      const [latest, oldest] = [page[0], page.at(-1)];
      if (found || !latest || !oldest) return found;
      first ??= SnowflakeUtil.timestampFrom(latest.id) - DAY_MS;
      if (page.length < PAGE || SnowflakeUtil.timestampFrom(oldest.id) < first) return undefined;
      before = oldest.id;
    }
  }

  function write(
    channelId: string,
    place: 'dm' | 'channel',
    errand: Errand,
  ): Promise<APIMessage | DiscordAPIError> {
    const { content, embeds, components, files } = bounded(errand.say(place));
    const body = {
      content,
      embeds,
      components,
      allowed_mentions: { parse: [], users: place === 'channel' ? [errand.userId] : [] },
      // 22 of the 25 characters that Discord allows.
      nonce: packUuid(errand.id),
      enforce_nonce: true,
    };
    const sent = { body, files: files.map(({ name, data }) => ({ name, data: Buffer.from(data) })) };
    return unlessClosed(() =>
      rest.post(Routes.channelMessages(channelId), { ...sent, signal: errand.signal }),
    );
  }

  return async function deliver(errand) {
    const dm = { place: 'dm', open: () => dmWith(errand) } as const;
    const channel = { place: 'channel', open: () => Promise.resolve(errand.channelId) } as const;
    const places = errand.by === 'channel' ? [channel, dm] : [dm, channel];
    const opened: { place: 'dm' | 'channel'; id: string }[] = [];
    const reasons: string[] = [];
    if (errand.repeated) {
      // Everywhere it may have got to, before anything is written.
      for (const { place, open } of places) {
        const id = await open();
        if (typeof id !== 'string') continue;
        opened.push({ place, id });
        const message = await arrived(id, errand);
        if (message) return { outcome: 'sent', channelId: id, messageId: message.id };
      }
    }
    for (const { place, open } of places) {
      const id = opened.find((one) => one.place === place)?.id ?? (await open());
      if (id === null) continue;
      const written = typeof id === 'string' ? await write(id, place, errand) : id;
      if (!(written instanceof DiscordAPIError))
        return { outcome: 'sent', channelId: String(id), messageId: written.id };
      reasons.push(`${place}: ${written.code} ${written.message}`);
    }
    return { outcome: 'refused', reason: reasons.join('; ') };
  };
}
