import { describe, expect, test } from '@jest/globals';
import { ButtonStyle, ComponentType, TextInputStyle } from 'discord.js';
import * as fc from 'fast-check';
import { parseMessage } from '../../../playground/rest/schemas/message.ts';
import { choicesData, modalData } from '../../../playground/rest/schemas/callback.ts';
import { bounded, boundedChoices, boundedModal } from '../../../src/discord/send/bounds.ts';
import { escapeText } from '../../../src/discord/escape.ts';
import { fit, truncate, truncateMarkup } from '../../../src/discord/text.ts';
import { trackText } from '../../../commands/playlist/track-text.ts';

/** What people call things, at any length, much of it hard to cut. */
const piece = fc.oneof(
  fc.constantFrom(
    '*',
    '\\',
    '[',
    '](',
    ')',
    '<@1>',
    '`',
    '||',
    '👩‍👩‍👧',
    '🇩🇪',
    'é́́',
    '長',
    '\u202E',
    '\uD83D',
    '\n',
    '#',
    ' ',
  ),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
);
const text = (max: number) =>
  fc.tuple(fc.array(piece, { maxLength: 12 }), fc.nat(max)).map(([pieces, length]) => {
    const once = pieces.join('') || 'x';
    return once.repeat(Math.ceil(length / once.length)).slice(0, length);
  });

const track = fc
  .record({ title: text(200), artist: text(200), path: text(1_900), isLink: fc.boolean() })
  .map(({ title, artist, path, isLink }) =>
    trackText({
      title,
      artist,
      url: isLink ? new URL(`https://example.org/${encodeURIComponent(path.toWellFormed())}`).href : null,
      durationMs: 100_000,
    }),
  );
const embed = fc.record(
  {
    title: text(400).map(escapeText),
    description: fc
      .array(fc.oneof(track, text(3_000).map(escapeText)), { maxLength: 40 })
      .map((all) => all.join('\n')),
    footer: text(3_000).map((footer) => ({ text: footer })),
    author: text(400).map((name) => ({ name })),
    fields: fc.array(fc.record({ name: text(400), value: text(2_000) }), { maxLength: 30 }),
  },
  { requiredKeys: [] },
);
const row = fc
  .record({ labels: fc.array(text(200), { minLength: 1, maxLength: 5 }), at: fc.uuid() })
  .map(({ labels, at }) => ({
    type: ComponentType.ActionRow as const,
    components: labels.map((label, i) => ({
      type: ComponentType.Button as const,
      style: ButtonStyle.Secondary as const,
      custom_id: `${at}${i}`,
      label,
    })),
  }));
const menu = fc
  .record({
    labels: fc.array(text(200), { minLength: 1, maxLength: 30 }),
    placeholder: text(300),
    at: fc.uuid(),
  })
  .map(({ labels, placeholder, at }) => ({
    type: ComponentType.ActionRow as const,
    components: [
      {
        type: ComponentType.StringSelect as const,
        custom_id: at,
        placeholder,
        options: labels.map((label, i) => ({ label, value: String(i), description: label })),
      },
    ],
  }));

describe('Discord takes', () => {
  test('every message, whatever it says', () => {
    const said = fc.record(
      {
        content: fc.oneof(text(6_000), track),
        embeds: fc.array(embed, { maxLength: 12 }),
        components: fc.array(fc.oneof(row, menu), { maxLength: 7 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(said, (reply) => {
        const { content, embeds, components } = bounded(reply);
        // Throws what Discord would answer.
        parseMessage({ content, embeds, components }, { flags: 0 });
      }),
      { numRuns: 50 },
    );
  });

  test('every form', () => {
    const form = fc.record({
      title: text(200),
      label: text(200),
      value: text(6_000),
      max: fc.integer({ min: 1, max: 4_000 }),
    });
    fc.assert(
      fc.property(form, ({ title, label, value, max }) => {
        const modal = boundedModal({
          custom_id: 'x',
          title,
          components: [
            {
              type: ComponentType.Label,
              label,
              description: label,
              component: {
                type: ComponentType.TextInput,
                custom_id: 'y',
                style: TextInputStyle.Paragraph,
                max_length: max,
                value,
              },
            },
          ],
        });
        expect(modalData.safeParse(modal).error).toBeUndefined();
        expect(JSON.stringify(modal).length).toBeLessThan(60_000);
      }),
    );
  });

  test('all suggestions', () => {
    const choices = fc.array(fc.record({ name: text(300), value: text(200) }), { maxLength: 40 });
    fc.assert(
      fc.property(choices, (all) => {
        expect(choicesData.safeParse({ choices: boundedChoices(all) }).error).toBeUndefined();
      }),
    );
  });
});

describe('a text that is cut', () => {
  test('keeps whole characters, within its length, and stays as it is where it fits', () => {
    fc.assert(
      fc.property(text(300), fc.integer({ min: 12, max: 300 }), (whole, most) => {
        for (const cut of [truncate(whole, most), fit(whole, most), truncateMarkup(whole, most)]) {
          expect(cut.length).toBeLessThanOrEqual(most);
          if (whole.length <= most) expect(cut).toBe(whole);
        }
        const cut = truncate(whole, most);
        if (cut !== whole) expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });

  test.each([
    ['a family is one character', truncate('👩‍👩‍👧👩‍👩‍👧', 12), '👩‍👩‍👧…'],
    ['a flag, too', truncate('🇩🇪🇫🇷', 6), '🇩🇪…'],
    ['an escape is whole', truncateMarkup(String.raw`abc\*\*\*\*`, 7), String.raw`abc\*…`],
    ['a mention is whole', truncateMarkup('hello <@200000000000000001> and others', 20), 'hello…'],
    [
      'a link becomes its title',
      truncateMarkup('[title](<https://example.org/long>) · by x', 20),
      'title · by x',
    ],
    ['what was bold is closed', truncateMarkup('**a long title that is cut**, and more', 12), '**a long…**'],
    ['what nothing stands in is left out', truncateMarkup('abcdef **ghijkl**', 12), 'abcdef…'],
  ])('%s', (_, cut, expected) => {
    expect(cut).toBe(expected);
  });

  test('long lines give way to short ones, and none is left out', () => {
    const lines = fit(['short', 'x'.repeat(500), 'y'.repeat(500)].join('\n'), 200).split('\n');
    expect(lines[0]).toBe('short');
    expect(lines[1]?.length).toBe(lines[2]?.length);
  });

  test('where there are too many lines it says how many more there are', () => {
    expect(fit(Array.from({ length: 500 }, (_, i) => `line ${i}`).join('\n'), 400)).toMatch(/… \+\d+$/);
  });

  test('ten long links are ten lines with their titles', () => {
    const link = trackText({
      title: 'A title',
      artist: null,
      url: `https://example.org/${'a'.repeat(1_900)}`,
      durationMs: 0,
    });
    const description = fit(Array.from({ length: 10 }, () => link).join('\n'), 4_096);
    expect(description.split('\n').filter((line) => line.includes('A title'))).toHaveLength(10);
  });
});
