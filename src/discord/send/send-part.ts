import type { SendPart } from '../../jobs/exports.ts';
import type { Deliver } from './deliver.ts';

/** Milliseconds in which a part, ten megabytes at most, is sent. */
const WITHIN_MS = 50_000;

/** Sends parts of exports by direct message, and nowhere else. */
export function createSendPart(deliver: Deliver): SendPart {
  return async ({ id, userId, ...said }) => {
    const signal = AbortSignal.timeout(WITHIN_MS);
    const errand = { id, userId, channelId: null, by: 'dm', repeated: false, signal } as const;
    const delivered = await deliver({ ...errand, say: () => said });
    return delivered.outcome === 'refused' ? { refused: delivered.reason } : {};
  };
}
