/** A service whose links can be asked for their title. */
interface Provider {
  /** Exact host names of its links. */
  hosts: readonly string[];
  /** The paths of links to something that can be played. */
  path: RegExp;
  endpoint: string;
}

/** Endpoints as the services document them; the registry of oembed.com lists the same. */
const PROVIDERS: readonly Provider[] = [
  {
    hosts: ['www.youtube.com', 'youtube.com', 'm.youtube.com', 'music.youtube.com'],
    path: /^\/(?:watch|playlist|shorts\/[\w-]+|live\/[\w-]+)\/?$/,
    endpoint: 'https://www.youtube.com/oembed',
  },
  { hosts: ['youtu.be'], path: /^\/[\w-]+\/?$/, endpoint: 'https://www.youtube.com/oembed' },
  {
    hosts: ['soundcloud.com', 'www.soundcloud.com', 'm.soundcloud.com'],
    path: /^\/[\w-]+\/[\w-]+/,
    endpoint: 'https://soundcloud.com/oembed',
  },
  {
    hosts: ['vimeo.com', 'www.vimeo.com'],
    path: /^\/(?:[\w-]+\/)*\d+(?:\/\w+)?\/?$/,
    endpoint: 'https://vimeo.com/api/oembed.json',
  },
  {
    hosts: ['open.spotify.com'],
    path: /^\/(?:intl-[\w-]+\/)?(?:track|album|playlist|episode|show|artist)\/\w+\/?$/,
    endpoint: 'https://open.spotify.com/oembed',
  },
  {
    hosts: ['www.mixcloud.com', 'mixcloud.com'],
    path: /^\/[^/]+\/[^/]+\/?$/,
    endpoint: 'https://www.mixcloud.com/oembed/',
  },
  {
    hosts: ['www.dailymotion.com', 'dailymotion.com'],
    path: /^\/video\/\w+/,
    endpoint: 'https://www.dailymotion.com/services/oembed',
  },
];

/** All hosts that a title may be asked of: what the outbound client of the look-up must allow. */
export const OEMBED_HOSTS: readonly string[] = [
  ...new Set(PROVIDERS.map(({ endpoint }) => new URL(endpoint).hostname)),
];

/** The address that answers for a link, or null for a link of none of the services. Source: https://oembed.com */
export function oembedRequest(link: string): string | null {
  const url = URL.parse(link);
  // A port of its own, or credentials, are no link that a service gave out.
  if (!url || !/^https?:$/.test(url.protocol) || url.port || url.username || url.password) return null;
  const provider = PROVIDERS.find(
    ({ hosts, path }) => hosts.includes(url.hostname) && path.test(url.pathname),
  );
  if (!provider) return null;
  url.hash = '';
  return `${provider.endpoint}?${new URLSearchParams({ format: 'json', url: url.href }).toString()}`;
}
