import * as fc from 'fast-check';
import {
  ApplicationCommandOptionType as Option,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
} from 'discord-api-types/v10';
import { interaction } from '../../../bench/discord/interaction.ts';
import { nastyId, nastyText, nastyValue } from './nasty.ts';

/** A command as it is registered, as far as somebody who wants to do harm reads it. */
export interface Declared {
  type?: number;
  name: string;
  options?: readonly DeclaredOption[];
}

interface DeclaredOption {
  name: string;
  type: number;
  choices?: readonly { value: string | number }[];
  options?: readonly DeclaredOption[];
}

/** What the attacker has seen or guesses. */
export interface Known {
  users: readonly string[];
  guildId: string;
  /** Names and ids of things, theirs and other people's. */
  references: readonly string[];
  /** What buttons and forms of this command are called. */
  components: readonly string[];
  /** Where files can be fetched. */
  fileUrls: readonly string[];
}

const INTEGER: number = Option.Integer;
const GROUP: number = Option.SubcommandGroup;
const FILE: number = Option.Attachment;
const USER: number = Option.User;
const LOCALES = ['en-US', 'de', 'ja', 'fr', 'xx', '', 'pt-BR', 'zh-CN'];

/** The people that an interaction of `badInteractions` names, when it is to share something. */
export function sharedWithBy({ data }: Record<string, unknown>): string[] {
  const { options = [], resolved } = data as { options?: Given[]; resolved?: { users?: object } };
  const names = (given: readonly Given[]): string[] =>
    given.flatMap(({ name, options: inner = [] }) => [name, ...names(inner)]);
  return names(options).includes('share') ? Object.keys(resolved?.users ?? {}) : [];
}

/** How many things of a command can be called by name. */
export function subcommandsOf({ options = [] }: { options?: readonly DeclaredOption[] }): number {
  const subs = options.filter(({ type }) => type <= GROUP);
  return subs.length === 0 ? 1 : subs.reduce((sum, sub) => sum + subcommandsOf(sub), 0);
}

/** Interactions for one command, as raw as the gateway sends them. */
export function badInteractions(command: Declared, known: Known): fc.Arbitrary<Record<string, unknown>> {
  const reference = fc.constantFrom(...known.references);

  const file = fc.record({
    id: nastyId,
    filename: fc.oneof(
      fc.constantFrom('a.json', 'a.csv', 'a.m3u8', 'a.pls', 'a.xspf', 'a.md', 'a.exe'),
      nastyText,
    ),
    size: fc.constantFrom(0, 1, 1_048_576, 1_048_577, -1, 2 ** 40),
    url: fc.constantFrom(...known.fileUrls),
    proxy_url: fc.constant(''),
  });

  const valueOf = (option: DeclaredOption): fc.Arbitrary<unknown> =>
    fc.oneof(
      { weight: 3, arbitrary: nastyValue },
      { weight: 3, arbitrary: reference },
      {
        weight: 2,
        arbitrary: option.choices ? fc.constantFrom(...option.choices.map(({ value }) => value)) : nastyId,
      },
      {
        weight: 2,
        arbitrary:
          option.type === INTEGER ? fc.integer({ min: -2, max: 30 }) : fc.constantFrom(...known.users),
      },
    );

  const given = (options: readonly DeclaredOption[]): fc.Arbitrary<unknown[]> =>
    fc
      .tuple(
        fc.tuple(
          ...options.map((option) =>
            fc.option(
              fc.record({
                name: fc.constant(option.name),
                type: fc.oneof(
                  { weight: 9, arbitrary: fc.constant(option.type) },
                  { weight: 1, arbitrary: fc.integer({ min: 3, max: 11 }) },
                ),
                value: valueOf(option),
              }),
              { freq: 5 },
            ),
          ),
        ),
        fc.option(fc.record({ name: nastyText, type: fc.constant(3), value: nastyValue }), { freq: 1 }),
      )
      .map(([values, extra]) => [...values, extra].filter((value) => value !== null));

  const nested = (options: readonly DeclaredOption[]): fc.Arbitrary<unknown[]> => {
    const subs = options.filter(({ type }) => type <= GROUP);
    if (subs.length === 0) return given(options);
    return fc.oneof(
      {
        weight: 30,
        arbitrary: fc
          .constantFrom(...subs)
          .chain((sub) =>
            nested(sub.options ?? []).map((inner) => [{ name: sub.name, type: sub.type, options: inner }]),
          ),
      },
      { weight: 1, arbitrary: nastyText.map((name) => [{ name, type: Option.Subcommand, options: [] }]) },
    );
  };

  const attachments = fc.array(file, { minLength: 1, maxLength: 1 });
  const slash = fc.tuple(nested(command.options ?? []), attachments).map(([options, [attached]]) => ({
    type: InteractionType.ApplicationCommand,
    data: {
      id: '300000000000000001',
      name: command.name,
      type: command.type ?? ApplicationCommandType.ChatInput,
      ...withResolved(options, attached),
    },
  }));

  const message = fc
    .tuple(nastyText, nastyId, fc.array(nastyText, { maxLength: 3 }))
    .map(([content, id, links]) => ({
      type: InteractionType.ApplicationCommand,
      data: {
        id: '300000000000000001',
        name: command.name,
        type: ApplicationCommandType.Message,
        target_id: id,
        resolved: {
          messages: {
            [id]: {
              id,
              type: 0,
              channel_id: '400000000000000001',
              content: [content, ...links.map((link) => `https://example.org/${link}`)].join(' '),
              author: { id: '1', username: 'x', discriminator: '0', avatar: null },
              attachments: [],
              embeds: [],
              mentions: [],
              mention_roles: [],
              components: [],
              timestamp: '2026-01-01T00:00:00.000Z',
              edited_timestamp: null,
              flags: 0,
              pinned: false,
              tts: false,
              mention_everyone: false,
            },
          },
        },
      },
    }));

  const autocomplete = fc
    .tuple(nested(command.options ?? []), nastyText, fc.nat())
    .map(([options, typed, which]) => ({
      type: InteractionType.ApplicationCommandAutocomplete,
      data: {
        id: '300000000000000001',
        name: command.name,
        type: 1,
        options: focusOne(options, typed, which),
      },
    }));

  const piece = fc.oneof(
    nastyText,
    reference,
    nastyId,
    fc.constantFrom('1', '2', '-1', 'mine', 'server', 'add', 'swap', '~AAAA', '~', '%', '%zz'),
  );
  const customId = (userId: string) =>
    fc.oneof(
      {
        weight: 9,
        arbitrary: fc
          .tuple(
            fc.oneof({ weight: 8, arbitrary: fc.constant('1') }, { weight: 1, arbitrary: nastyText }),
            fc.oneof(
              { weight: 9, arbitrary: fc.constantFrom(...known.components, 'x.y') },
              { weight: 1, arbitrary: nastyText },
            ),
            fc.oneof({ weight: 8, arbitrary: fc.constant(userId) }, { weight: 2, arbitrary: nastyId }),
            fc.array(piece, { maxLength: 5 }),
          )
          .map(([version, id, owner, values]) => [version, id, owner, ...values].join(':').slice(0, 100)),
      },
      { weight: 1, arbitrary: nastyText },
    );

  const press = (userId: string) =>
    customId(userId).map((custom_id) => ({
      type: InteractionType.MessageComponent,
      message: ownMessage,
      data: { custom_id, component_type: ComponentType.Button },
    }));

  const submit = (userId: string) =>
    fc
      .tuple(
        customId(userId),
        fc.array(
          fc.record({
            custom_id: fc.oneof(
              fc.constantFrom(
                'name',
                'description',
                'visibility',
                'playlist',
                'links',
                'text',
                'due',
                'list',
                'priority',
                'repeat',
              ),
              nastyText,
            ),
            type: fc.constantFrom(ComponentType.TextInput, ComponentType.StringSelect),
            value: fc.oneof(nastyText, reference),
            values: fc.array(nastyText, { maxLength: 2 }),
          }),
          { maxLength: 5 },
        ),
      )
      .map(([custom_id, fields]) => ({
        type: InteractionType.ModalSubmit,
        data: {
          custom_id,
          components: fields.map((component, id) => ({ type: ComponentType.Label, id, component })),
        },
      }));

  const isMessage = command.type === ApplicationCommandType.Message;
  return fc
    .record({
      userId: fc.constantFrom(...known.users),
      guildId: fc.option(fc.constant(known.guildId), { freq: 3 }),
      locale: fc.constantFrom(...LOCALES),
      permissions: fc.constantFrom('0', '32', '2147483647'),
      installed: fc.boolean(),
    })
    .chain(({ userId, guildId, locale, permissions, installed }) =>
      fc
        .oneof(
          { weight: 6, arbitrary: isMessage ? message : slash },
          { weight: 1, arbitrary: isMessage ? message : autocomplete },
          { weight: 2, arbitrary: press(userId) },
          { weight: 2, arbitrary: submit(userId) },
        )
        .map((body) => {
          const base = interaction({ userId, guildId, command: command.name });
          const member = 'member' in base ? { member: { ...base.member, permissions } } : {};
          const owners = installed ? { authorizing_integration_owners: { 1: userId } } : {};
          return { ...base, ...member, ...owners, locale, ...body };
        }),
    );
}

const ownMessage = {
  id: '500000000000000001',
  type: 0,
  channel_id: '400000000000000001',
  content: '',
  author: { id: '100000000000000001', username: 'bench', discriminator: '0', avatar: null, bot: true },
  attachments: [],
  embeds: [],
  mentions: [],
  mention_roles: [],
  components: [],
  timestamp: '2026-01-01T00:00:00.000Z',
  edited_timestamp: null,
  flags: 0,
  pinned: false,
  tts: false,
  mention_everyone: false,
};

type Given = { name: string; type: number; value?: unknown; options?: Given[] };

/** Options of files and people name some that come along, as far as they have ids. */
function withResolved(options: unknown[], file: { id: string } | undefined): Record<string, unknown> {
  const users: Record<string, object> = {};
  const members: Record<string, object> = {};
  const resolve = (one: Given): Given => {
    if (one.options) return { ...one, options: one.options.map(resolve) };
    if (one.type === USER && typeof one.value === 'string') {
      const id = one.value;
      users[id] = { id, username: 'x', discriminator: '0', avatar: null, bot: id.endsWith('7') };
      if (!id.endsWith('5')) members[id] = { roles: [], joined_at: null, permissions: '0', flags: 0 };
    }
    return one.type === FILE && file ? { ...one, value: file.id } : one;
  };
  const resolved = options.map((one) => resolve(one as Given));
  return {
    options: resolved,
    resolved: { users, members, ...(file ? { attachments: { [file.id]: file } } : {}) },
  };
}

/** Exactly one option is being typed: Discord sends no other. */
function focusOne(options: unknown[], typed: string, which: number): unknown[] {
  const all = options as Given[];
  const [first] = all;
  if (first?.options) return [{ ...first, options: focusOne(first.options, typed, which) }];
  if (all.length === 0) return [{ name: 'playlist', type: Option.String, value: typed, focused: true }];
  return all.map((one, i) => (i === which % all.length ? { ...one, value: typed, focused: true } : one));
}
