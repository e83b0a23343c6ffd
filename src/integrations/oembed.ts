import { z } from 'zod';
import { TRACK_ARTIST_MAX, TRACK_TITLE_MAX, trackTitle } from '../domain/playlist/playlist.ts';
import { derivedName } from '../domain/text.ts';
import { oembedRequest } from './oembed-providers.ts';
import type { Outbound } from './outbound.ts';

/** What a service calls a link, within the limits of a track. */
export interface LinkTitle {
  title: string;
  author: string | null;
}

export interface TitleLookupOptions {
  /** Must allow `OEMBED_HOSTS`. */
  outbound: Outbound;
  /** Where false, nothing is ever asked. */
  enabled: boolean;
  /** Is told of what went wrong; an `OutboundError`, or a `ZodError` for an answer without a title. */
  onFailure?: (error: unknown) => void;
}

const answer = z.object({ title: z.string().min(1), author_name: z.string().nullish().catch(null) });

/**
 * Looks up what the service behind a link calls it. Null when it is none of the services, when the look-up is switched
 * off, and on any failure: a track is added either way. Never throws. Source: https://oembed.com, section 2.3.4
 */
export function createTitleLookup({ outbound, enabled, onFailure }: TitleLookupOptions) {
  return async function lookup(link: string): Promise<LinkTitle | null> {
    const request = enabled ? oembedRequest(link) : null;
    if (request === null) return null;
    try {
      const { title, author_name } = answer.parse(await outbound.getJson(request));
      const author = derivedName(author_name ?? '', TRACK_ARTIST_MAX);
      // What shows nothing is no title, and refused as such.
      const name = derivedName(withoutAuthor(title, author), TRACK_TITLE_MAX) ?? '';
      return { title: trackTitle.parse(name), author };
    } catch (error) {
      onFailure?.(error);
      return null;
    }
  };
}

/** SoundCloud's titles end in “ by …”, which is said beside them. */
function withoutAuthor(title: string, author: string | null): string {
  const ending = ` by ${author ?? ''}`;
  return author !== null && title.endsWith(ending) && title.length > ending.length
    ? title.slice(0, -ending.length)
    : title;
}
