import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Requests allowed in so many seconds, for each channel, guild or webhook; 50 in 1 second unless told. */
    limit?: readonly [requests: number, seconds: number];
    /** Interaction endpoints do not count towards the bot's global limit. */
    isInteraction?: boolean;
  }
}

interface Window {
  used: number;
  endsAt: number;
}

const DEFAULT = [50, 1] as const;
const GLOBAL = [50, 1] as const;
const MAJOR = ['channelId', 'guildId', 'webhookId', 'token'];
const SWEEP_AT = 10_000;

/** Answers 429. `retryAfter` is in seconds. https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit */
export function refuse(reply: FastifyReply, retryAfter: number, isGlobal: boolean): FastifyReply {
  void reply.header('Retry-After', String(Math.ceil(retryAfter)));
  void reply.header('X-RateLimit-Scope', isGlobal ? 'global' : 'user');
  if (isGlobal) void reply.header('X-RateLimit-Global', 'true');
  return reply.code(429).send({
    message: 'You are being rate limited.',
    retry_after: Number(retryAfter.toFixed(3)),
    global: isGlobal,
  });
}

function bucketOf({ method, routeOptions }: FastifyRequest): string {
  return createHash('sha1')
    .update(`${method} ${routeOptions.url ?? ''}`)
    .digest('hex')
    .slice(0, 32);
}

/** The headers of a bucket in which nothing is left. `resetsIn` is in seconds. */
export function exhausted(request: FastifyRequest, resetsIn: number): Record<string, string> {
  return {
    'X-RateLimit-Limit': '1',
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset': (Date.now() / 1000 + resetsIn).toFixed(3),
    'X-RateLimit-Reset-After': resetsIn.toFixed(3),
    'X-RateLimit-Bucket': bucketOf(request),
  };
}

/** Counts requests in buckets, and sets Discord's rate limit headers. https://docs.discord.com/developers/topics/rate-limits */
export function createRateLimits(now: () => number) {
  const windows = new Map<string, Window>();

  function take(key: string, [limit, seconds]: readonly [number, number]) {
    if (windows.size > SWEEP_AT)
      for (const [old, { endsAt }] of windows) if (endsAt <= now()) windows.delete(old);
    const open = windows.get(key);
    const window = open && open.endsAt > now() ? open : { used: 0, endsAt: now() + seconds * 1000 };
    windows.set(key, window);
    window.used += 1;
    return {
      remaining: limit - window.used,
      resetsIn: (window.endsAt - now()) / 1000,
      endsAt: window.endsAt,
    };
  }

  return function limit(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
    const { config } = request.routeOptions;
    if (config.isInteraction !== true) {
      const all = take('global', GLOBAL);
      if (all.remaining < 0) return refuse(reply, all.resetsIn, true);
    }
    const params = Object.entries(Object(request.params)).filter(([key]) => MAJOR.includes(key));
    const bucket = bucketOf(request);
    const rule = config.limit ?? DEFAULT;
    const { remaining, resetsIn, endsAt } = take(`${bucket} ${params.flat().join(' ')}`, rule);
    void reply.headers({
      'X-RateLimit-Limit': String(rule[0]),
      'X-RateLimit-Remaining': String(Math.max(0, remaining)),
      'X-RateLimit-Reset': (endsAt / 1000).toFixed(3),
      'X-RateLimit-Reset-After': resetsIn.toFixed(3),
      'X-RateLimit-Bucket': bucket,
    });
    return remaining < 0 ? refuse(reply, resetsIn, false) : undefined;
  };
}
