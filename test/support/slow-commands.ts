import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { z } from 'zod';
import { button } from '../../src/discord/declare/buttons.ts';
import { component, subcommand, type Command } from '../../src/discord/declare/command.ts';
import { form } from '../../src/discord/declare/form.ts';
import { about, say } from '../../src/discord/declare/reply.ts';
import { CALLER, NOTHING, type Shown } from '../../src/domain/ownership/audience.ts';
import { line, paragraph } from '../../src/domain/text.ts';

/** What a test lets happen inside the handlers below, and when. */
export const doing = { step: (): Promise<void> => Promise.resolve() };

/** What is waited for until a test opens it. */
export function gate(): { opened: Promise<void>; open: () => void } {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  return { opened, open };
}

const place = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  installs: [ApplicationIntegrationType.GuildInstall],
};
const input = z.object({});

const pressMe = component('slow.press', z.object({ word: z.string() }), async ({ state }) => {
  await doing.step();
  return about(NOTHING, say(`pressed ${state.word}`));
});
const telling = (thing: Shown) =>
  subcommand({
    input,
    async execute(context) {
      await doing.step();
      return about(thing, say('done', button(context, pressMe, { word: 'ä:b' }, { label: 'Press' })));
    },
  });
const run = telling(NOTHING);
const fill = form(
  'slow.fill',
  z.object({ n: z.string() }),
  z.object({
    title: line(20),
    notes: paragraph(50).meta({ paragraph: true }).optional(),
    size: z.enum(['small', 'large']),
  }),
  async ({ state, fields }) => {
    await doing.step();
    return about(NOTHING, say(`${state.n} ${fields.title} ${fields.notes ?? '-'} ${fields.size}`));
  },
);
const look = {
  title: 'Fill in',
  fields: {
    title: { label: 'Title', value: 'as it was' },
    notes: { label: 'Notes' },
    size: {
      label: 'Size',
      value: 'small',
      choices: [
        { label: 'S', value: 'small' },
        { label: 'L', value: 'large' },
      ],
    },
  },
};
/** Commands of each kind, which do as little as a test lets them. */
export const slowCommands: Command[] = [
  { name: 'slow', module: 'playlist', ...place, run, components: [pressMe] },
  { name: 'private', ...place, run: telling(CALLER) },
  { name: 'staff', ...place, permission: 'ManageGuild', run },
  {
    name: 'fill',
    ...place,
    forms: [fill],
    run: subcommand({
      input,
      opensForm: true,
      async execute({ caller }) {
        await doing.step();
        return fill.open(caller, { n: '7' }, look);
      },
    }),
  },
  {
    name: 'keep',
    ...place,
    onMessage: {
      opensForm: false,
      execute: ({ message, urlOf }) =>
        Promise.resolve(about(CALLER, say(`kept ${message.content} ${urlOf(message.id)}`))),
    },
  },
  { name: 'server', ...place, contexts: [InteractionContextType.Guild], run },
];
