import { expect, test } from '@jest/globals';
import { readTrackSource } from '../../../src/domain/playlist/track.ts';
import { readSettings } from '../../../src/domain/guild-settings.ts';
import { derivedName, line, paragraph } from '../../../src/domain/text.ts';

/** Names that people see nothing of. */
export const INVISIBLE = [
  '\u3164',
  '\u115F\u1160',
  '\uFFA0',
  '\u200B\u200D\u2060',
  '\uFE0F',
  '\u{E0041}\u{E007F}',
  '\u0301\u0302',
  '\u20DD',
  '\u2800',
  '\u00AD',
  '\u034F',
  '\u180E',
  '\u2063',
  '\u17B4',
  '\u{1D173}',
];

test.each(INVISIBLE)('%j is no name', (name) => {
  expect(line(100).safeParse(name).success).toBe(false);
  expect(paragraph(100).safeParse(`${name}\n${name}`).success).toBe(false);
  expect(derivedName(name, 100)).toBeNull();
});

test.each(['é', '—', '★', '👩‍👩‍👧', '日本', 'ㅤa', '½', 'क्षि', 'مرحبا', '…'])('%s is one', (name) => {
  expect(line(100).safeParse(name).success).toBe(true);
  expect(derivedName(name, 100)).not.toBeNull();
});

test('what a link is called shows something, and turns nothing around', () => {
  expect(readTrackSource('https://x/%00').title).toBe('x/');
  expect(readTrackSource('https://x/%E2%80%AEcba').title).toBe('x/cba');
  expect(readTrackSource('https://x/a%0Ab%1B%5B1m').title).toBe('x/a b[1m');
  expect(readTrackSource('https://x/%C2%85%C2%9B').title).toBe('x/');
  expect(readTrackSource(`https://x/${'👩'.repeat(150)}`).title.isWellFormed()).toBe(true);
});

test.each(['0', '00', '9223372036854775808', '-1', '1e3'])(
  'settings with the id %s are no settings',
  (id) => {
    const settings = (channel: string) =>
      JSON.stringify({
        ostinatoSettings: 1,
        settings: {
          locale: null,
          timeZone: null,
          announcementChannelId: channel,
          leaderboard: true,
          staffRoleIds: [channel],
          modules: { playlist: true, todo: true },
        },
      });
    expect(readSettings(settings('400000000000000001'))).not.toBeNull();
    expect(readSettings(settings(id))).toBeNull();
  },
);
