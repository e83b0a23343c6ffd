import { StorageUnavailable } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Processes } from './processes.ts';

/** What a process knows of others that get the same interactions. */
export interface Peers {
  /** Certainly nobody else has carried out, or will, what this process got. */
  alone(): boolean;
  /** Another may take itself for alone, and deny what this process does. */
  mayBeUnknown(): boolean;
  /** Another was seen at work: Discord has its answer. */
  met(): void;
}

/** How many sessions the bot may still start with Discord's gateway, and when that is counted anew (milliseconds). */
export interface SessionStarts {
  remaining: number;
  resetAfterMs: number;
}

/** A process among others. */
export interface Membership extends Peers {
  /** This process gets interactions from now on. @param sessionStarts asks Discord */
  connected(sessionStarts: () => Promise<SessionStarts>): void;
  leave(): Promise<void>;
}

export interface PeersOptions {
  processes: Processes;
  log: Logger;
  /** Milliseconds between two looks. */
  everyMs?: number;
  /** Milliseconds for which it holds that nobody else is there, once that was seen. */
  aloneForMs?: number;
}

/** Milliseconds. By then every process that took itself for alone has heard of one that began to get interactions. */
const HEARD_OF_MS = 5_000;
/** Milliseconds without the database after which nobody takes itself for alone: rows are forgotten after an hour. */
const CUT_OFF_MS = 50 * 60_000;
/** Milliseconds without the database after which others may have forgotten this process. */
const UNSEEN_MS = 25_000;
/** Milliseconds for which the number of session starts is remembered while nothing is wrong. */
const BASELINE_MS = 5 * 60_000;

/**
 * Makes this process known to the others, and looks at them from then on. While the database is away, Discord tells
 * whether somebody new came: who begins to get interactions has started a session.
 */
export async function joinPeers(options: PeersOptions): Promise<Membership> {
  const { processes, log, everyMs = 2_000, aloneForMs = 20_000 } = options;
  const now = () => performance.now();
  let visibleSince: string | null = null;
  /** What was seen last, and when somebody last looked, at the database or at Discord. */
  let others = Number.NaN;
  let unaware = 1;
  let seenAt = Number.NEGATIVE_INFINITY;
  let knownAt = Number.NEGATIVE_INFINITY;
  let metAt = Number.NEGATIVE_INFINITY;
  let connectedAt = Number.POSITIVE_INFINITY;
  /** It was away so long that others forgot it; no session tells them that it is back. */
  let cameBack = false;
  let askDiscord: (() => Promise<SessionStarts>) | undefined;
  let baseline: { remaining: number; takenAt: number; endsAt: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let left = false;

  async function sessions(): Promise<typeof baseline> {
    const takenAt = now();
    const starts = await askDiscord?.();
    return starts && { remaining: starts.remaining, takenAt, endsAt: takenAt + starts.resetAfterMs };
  }

  async function look(): Promise<void> {
    const isOld = !baseline || now() - baseline.takenAt > BASELINE_MS;
    // Before the look: whoever is not seen by it starts a session after this.
    const counted = isOld && others === 0 ? await sessions() : baseline;
    let askedAt = now();
    let sight = await processes.look(visibleSince);
    if (!sight.wasSeen) {
      cameBack = visibleSince !== null;
      await processes.saw(sight.now);
      askedAt = now();
      sight = await processes.look(null);
      visibleSince = sight.now;
    }
    if (sight.others !== others) log.info({ others: sight.others }, 'number of other bot processes changed');
    ({ others, unaware } = sight);
    seenAt = askedAt;
    knownAt = askedAt;
    baseline = others === 0 ? counted : undefined;
    await processes.saw(sight.now);
  }

  /** The database cannot say who is there; that nobody started a session since says as much. */
  async function askElsewhere(): Promise<void> {
    if (!baseline) return;
    const counted = await sessions();
    if (!counted) return;
    if (counted.remaining === baseline.remaining && counted.takenAt < baseline.endsAt) {
      knownAt = counted.takenAt;
      return;
    }
    metAt = now();
    baseline = undefined;
  }

  async function once(): Promise<void> {
    try {
      await look();
    } catch (err) {
      if (!(err instanceof StorageUnavailable)) log.warn({ err }, 'checking for other bot processes failed');
      await askElsewhere().catch((error: unknown) =>
        log.debug({ err: error }, 'reading the session limit from Discord failed'),
      );
    }
    if (!left) timer = setTimeout(start, mayBeUnknown() ? everyMs / 4 : everyMs).unref();
  }

  const mayBeUnknown = () =>
    now() - seenAt > UNSEEN_MS ||
    (unaware > 0 && (cameBack || now() < connectedAt + aloneForMs + HEARD_OF_MS));

  function start(): void {
    running = once();
  }

  start();
  await running;
  return {
    alone: () =>
      others === 0 && seenAt > metAt && now() - knownAt < aloneForMs && now() - seenAt < CUT_OFF_MS,
    mayBeUnknown,
    met: () => (metAt = now()),
    connected(sessionStarts) {
      askDiscord = sessionStarts;
      connectedAt = now();
    },
    async leave() {
      left = true;
      clearTimeout(timer);
      await running;
      await processes.leave().catch((err: unknown) => {
        if (!(err instanceof StorageUnavailable)) throw err;
        log.debug({ err }, 'deregistering this process failed; its entry expires');
      });
    },
  };
}
