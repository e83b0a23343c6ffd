import { expect, test } from '@jest/globals';
import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { z } from 'zod';
import type { Answer } from '../../playground/driver/answer.ts';
import { button } from '../../src/discord/declare/buttons.ts';
import { component, subcommand, type Command } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { form } from '../../src/discord/declare/form.ts';
import {
  channelOption,
  fileOption,
  memberOption,
  roleOption,
  userOption,
} from '../../src/discord/declare/options.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { NOTHING } from '../../src/domain/ownership/audience.ts';
import { select } from '../../src/discord/declare/select.ts';
import { useEdge } from '../support/edge.ts';

const page = z.object({ page: z.coerce.number<string | number>().int() });
const told = (what: unknown) => Promise.resolve(about(NOTHING, say(`\`${JSON.stringify(what)}\``)));
const choices = ['a', 'b', 'c'].map((value) => ({ value, label: `Track ${value}` }));

const tick = select(
  'pick.strings',
  page,
  z.array(z.string().meta({ choice: true })).max(25),
  ({ state, chosen }) => told({ page: state.page, chosen }),
  { version: 3 },
);
const people = select('pick.people', page, z.array(userOption).min(2).max(3), ({ chosen }) => told(chosen));
const members = select('pick.member', page, z.array(memberOption).max(1), ({ chosen }) => told(chosen));
const roles = select('pick.roles', page, z.array(roleOption).max(5), ({ chosen }) => told(chosen));
const channels = select('pick.channels', page, z.array(channelOption).max(5), ({ chosen }) => told(chosen));
const asks = select(
  'pick.form',
  page,
  z.array(z.enum(['x', 'y'])).max(1),
  ({ caller, chosen: [first] }) => Promise.resolve(openFields(caller, first ?? '')),
  { opensForm: true },
);
const press = component('pick.press', z.object({}), () => told('pressed'));

const fields = form(
  'pick.fields',
  z.object({ from: z.string() }),
  z.object({
    tags: z.array(z.enum(['red', 'green', 'blue'])).max(2),
    who: z.array(memberOption).max(3).optional(),
    one: roleOption.optional(),
    files: z.array(fileOption).max(2).optional(),
    cover: fileOption.optional(),
  }),
  ({ state, fields: { files, cover, ...others } }) =>
    told({ ...state, ...others, files: files?.map(({ name }) => name), cover: cover?.size }),
);

function openFields(caller: Context['caller'], from: string) {
  const colours = ['red', 'green', 'blue'].map((value) => ({ value, label: value.toUpperCase() }));
  return fields.open(
    caller,
    { from },
    {
      title: 'Fill in',
      fields: {
        tags: { label: 'Tags', description: 'One or two', choices: colours, value: ['red'] },
        who: { label: 'People' },
        one: { label: 'Role' },
        files: { label: 'Files' },
        cover: { label: 'Cover' },
      },
    },
  );
}

const place = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  installs: [ApplicationIntegrationType.GuildInstall],
};
const commands: Command[] = [
  {
    name: 'pick',
    ...place,
    components: [tick, people, members, roles, channels, asks, press],
    forms: [fields],
    run: subcommand({
      input: z.object({}),
      execute: (context) =>
        Promise.resolve(
          about(
            NOTHING,
            say(
              'pick',
              tick.menu(context, { page: 7 }, { placeholder: 'Tracks', choices }),
              people.menu(context, { page: 1 }, { placeholder: 'People' }),
              members.menu(context, { page: 1 }, { placeholder: 'Member' }),
              roles.menu(context, { page: 1 }, { placeholder: 'Roles' }),
              button(context, press, {}, { label: 'Press' }),
            ),
          ),
        ),
    }),
  },
  {
    name: 'more',
    ...place,
    run: subcommand({
      input: z.object({}),
      execute: (context) =>
        Promise.resolve(
          about(
            NOTHING,
            say(
              'more',
              channels.menu(context, { page: 1 }, { placeholder: 'Channels' }),
              asks.menu(context, { page: 1 }, { placeholder: 'Form', choices: ['x', 'y'].map(labelled) }),
            ),
          ),
        ),
    }),
  },
  {
    name: 'whois',
    ...place,
    onUser: { opensForm: false, execute: ({ user }) => told(user) },
  },
];
const labelled = (value: string) => ({ value, label: value });

const edge = useEdge(commands);
const alice = () => edge.discord.member('alice');
const bob = () => edge.discord.member('bob');
const said = ({ content }: Answer) => JSON.parse(content.replaceAll('`', '')) as unknown;

test('a menu of several strings hands over its state and what was chosen', async () => {
  const answer = await (await alice().slash('/pick')).select('Tracks', ['c', 'a']);
  expect(said(answer)).toEqual({ page: 7, chosen: ['c', 'a'] });
});

test('menus of people, roles and channels hand over ids', async () => {
  const shown = await alice().slash('/pick');
  const ids = [bob().id, alice().id];
  expect(said(await shown.select('People', ids))).toEqual(ids);
  const again = await alice().slash('/pick');
  const role = edge.discord.world.guilds[0]?.roles.at(-1)?.id ?? '';
  expect(said(await again.select('Roles', [role]))).toEqual([role]);
  const more = await alice().slash('/more');
  expect(said(await more.select('Channels', [alice().channelId]))).toEqual([alice().channelId]);
});

test('who is chosen is checked as in an option', async () => {
  const shown = await alice().slash('/pick');
  const bot = edge.discord.world.bot.id;
  const refused = await shown.select('Member', [bot]);
  expect(refused).toMatchObject({ ephemeral: true });
  expect(refused.content).toContain('isn’t a member of this server, or is a bot');
});

test('more or fewer than a menu allows are refused, whoever sends them', async () => {
  const shown = await alice().slash('/pick');
  const refused = await shown.select('People', [bob().id], { force: true });
  expect(refused.content).toContain('doesn’t work for “choice”');
});

test('somebody else’s menu is refused', async () => {
  const shown = await alice().slash('/pick');
  const refused = await shown.select('Tracks', ['a'], { as: bob() });
  expect(refused).toMatchObject({ ephemeral: true });
  expect(refused.content).toContain(`belongs to <@${alice().id}>`);
});

test.each([
  ['2:pick.strings', 3],
  ['1:pick.strings', 3],
  ['3:pick.people', 5],
  // A button’s press of a menu, and a choice of a button.
  ['3:pick.strings', 2],
  ['1:pick.press', 3],
])('%s used as component type %i says that it is out of date', async (start, componentType) => {
  const { message } = await alice().slash('/pick');
  const answer = await alice().raw({
    kind: 'component',
    messageId: message?.id ?? '',
    customId: `${start}:${alice().id}:8`,
    values: ['a'],
    componentType,
    force: true,
  });
  expect(answer.content).toContain('This message is out of date');
  expect(answer.ephemeral).toBe(true);
});

test('a menu can open a form, which takes several values, people and files', async () => {
  const opened = await (await alice().slash('/more')).select('Form', ['x']);
  expect(opened.modal).toMatchObject({
    components: [
      { label: 'Tags', description: 'One or two', component: { type: 3, min_values: 1, max_values: 2 } },
      { component: { type: 5, required: false, max_values: 3 } },
      { component: { type: 6, max_values: 1 } },
      { component: { type: 19, max_values: 2 } },
      { component: { type: 19, max_values: 1 } },
    ],
  });
  const files = await Promise.all(
    ['a.txt', 'b.txt'].map((filename) => alice().upload({ filename, data: 'abc' })),
  );
  const role = edge.discord.world.guilds[0]?.roles.at(-1)?.id ?? '';
  const answer = await opened.submit({
    tags: ['green', 'blue'],
    who: [bob().id],
    one: [role],
    files,
    cover: files.slice(0, 1),
  });
  expect(said(answer)).toEqual({
    from: 'x',
    tags: ['green', 'blue'],
    who: [bob().id],
    one: role,
    files: ['a.txt', 'b.txt'],
    cover: 3,
  });
});

test('what was left empty in a form is absent', async () => {
  const opened = await (await alice().slash('/more')).select('Form', ['y']);
  expect(said(await opened.submit({}))).toEqual({ from: 'y', tags: ['red'] });
});

test('the menu of a person hands over who it is', async () => {
  const answer = await alice().onUser('commands.whois.name', bob());
  expect(said(answer)).toEqual({ id: bob().id, isMember: true, isBot: false });
});
