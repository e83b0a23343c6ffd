import { expect, test } from '@jest/globals';
import { OEMBED_HOSTS, oembedRequest } from '../../../src/integrations/oembed-providers.ts';
import { createTitleLookup } from '../../../src/integrations/oembed.ts';
import { json, serving, testOutbound } from './serve.ts';

const LINK = 'https://youtu.be/dQw4w9WgXcQ';

/** What the look-up makes of a service's answer. */
async function lookedUp(answer: unknown): Promise<{ result: unknown; failures: unknown[] }> {
  const failures: unknown[] = [];
  const result = await serving(json(answer), (port) => {
    const outbound = testOutbound();
    const lookup = createTitleLookup({
      outbound: {
        getJson: (url) => outbound.getJson(url.replace(/^https:\/\/[^/]+/, `http://example.org:${port}`)),
      },
      enabled: true,
      onFailure: (error) => failures.push(error),
    });
    return lookup(LINK);
  });
  return { result, failures };
}

test.each([
  ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3#x', 'www.youtube.com/oembed'],
  ['https://music.youtube.com/watch?v=dQw4w9WgXcQ', 'www.youtube.com/oembed'],
  ['http://youtube.com/shorts/dQw4w9WgXcQ', 'www.youtube.com/oembed'],
  [LINK, 'www.youtube.com/oembed'],
  ['https://soundcloud.com/forss/flickermood', 'soundcloud.com/oembed'],
  ['https://vimeo.com/7100569', 'vimeo.com/api/oembed.json'],
  ['https://vimeo.com/channels/staffpicks/7100569', 'vimeo.com/api/oembed.json'],
  ['https://open.spotify.com/intl-de/track/2qToAcex0ruZfbEbAy9OhW?si=x', 'open.spotify.com/oembed'],
  ['https://www.mixcloud.com/spartacus/party-time/', 'www.mixcloud.com/oembed/'],
  ['https://www.dailymotion.com/video/xoxulz_babysitter_animals', 'www.dailymotion.com/services/oembed'],
])('%s is asked for at %s', (link, endpoint) => {
  const request = new URL(oembedRequest(link) ?? '');
  expect(`${request.host}${request.pathname}`).toBe(endpoint);
  expect(OEMBED_HOSTS).toContain(request.hostname);
  expect(request.searchParams.get('format')).toBe('json');
  expect(request.searchParams.get('url')).toBe(link.replace('#x', ''));
});

test.each([
  'https://example.org/watch?v=x',
  'https://www.youtube.com.example.org/watch?v=x',
  'https://www.youtube.com@example.org/watch?v=x',
  'https://me:pw@www.youtube.com/watch?v=x',
  'https://www.youtube.com:8443/watch?v=x',
  'https://www.youtube.com/redirect?q=x',
  'https://soundcloud.com/forss',
  'https://vimeo.com/blog/post',
  'https://open.spotify.com/user/x',
  'ftp://youtu.be/x',
  'http://127.0.0.1/watch',
  'La Mer',
  '',
])('“%s” is no link of a service', async (link) => {
  expect(oembedRequest(link)).toBeNull();
  const lookup = createTitleLookup({
    outbound: { getJson: () => Promise.reject(new Error('nothing may be asked')) },
    enabled: true,
    onFailure: (error) => {
      throw error;
    },
  });
  expect(await lookup(link)).toBeNull();
});

test.each([
  [
    { title: '  La\n Mer\u0000 ', author_name: 'Charles  Trénet' },
    { title: 'La Mer', author: 'Charles Trénet' },
  ],
  [
    { title: 'Flickermood by Forss', author_name: 'Forss' },
    { title: 'Flickermood', author: 'Forss' },
  ],
  [
    { title: ' by Forss', author_name: 'Forss' },
    { title: 'by Forss', author: 'Forss' },
  ],
  [
    { title: 'x', author_name: 5 },
    { title: 'x', author: null },
  ],
  [
    { title: 'x', author_name: null },
    { title: 'x', author: null },
  ],
  [{ title: 'x'.repeat(300) }, { title: 'x'.repeat(200), author: null }],
  [{ title: `${'x'.repeat(199)}🎵` }, { title: 'x'.repeat(199), author: null }],
])('the answer %j becomes %j', async (answer, expected) => {
  expect(await lookedUp(answer)).toEqual({ result: expected, failures: [] });
});

test.each([[null], ['La Mer'], [{}], [{ title: 5 }], [{ title: '' }], [{ title: '\u200b' }], [[]]])(
  'the answer %j has no title in it, which is told and comes to nothing',
  async (answer) => {
    const { result, failures } = await lookedUp(answer);
    expect(result).toBeNull();
    expect(failures).toHaveLength(1);
  },
);

test('a service that cannot be reached is told and comes to nothing', async () => {
  const failures: unknown[] = [];
  const outbound = testOutbound({
    allowedHosts: OEMBED_HOSTS,
    resolve: () => Promise.reject(new Error('offline')),
  });
  const lookup = createTitleLookup({ outbound, enabled: true, onFailure: (error) => failures.push(error) });
  expect(await lookup(LINK)).toBeNull();
  expect(failures).toMatchObject([{ name: 'OutboundError', reason: 'unreachable' }]);
  expect(await createTitleLookup({ outbound, enabled: true })(LINK)).toBeNull();
});

test('nothing is asked when the look-up is switched off', async () => {
  let asked = 0;
  const outbound = { getJson: () => Promise.resolve({ title: `${(asked += 1)}` }) };
  expect(await createTitleLookup({ outbound, enabled: false })(LINK)).toBeNull();
  expect(asked).toBe(0);
});
