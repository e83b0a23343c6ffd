import { z } from 'zod';
import { pageButtons, pageNumber } from '../src/discord/declare/buttons.ts';
import { component, subcommand, type Command, type Context } from '../src/discord/declare/command.ts';
import { CALLER } from '../src/domain/ownership/audience.ts';
import { about, card, type Reply } from '../src/discord/send/replies.ts';
import { checkAllowed } from '../src/discord/receive/route.ts';
import type { Translate } from '../src/locales/translate.ts';
import { UserError } from '../src/errors.ts';
import { EVERYWHERE } from './everywhere.ts';

/** Characters of a page: half of what an embed holds, so that it can be taken in. */
const PAGE_LENGTH = 2_000;

/** ◀ and ▶ below it. */
const helpPage = component('help.page', z.object({ page: pageNumber }), ({ state, ...context }) =>
  Promise.resolve(pageOfHelp(context, state.page)),
);

/** `/help`: every command that the caller may use here, read off the commands themselves. */
export const help = {
  name: 'help',
  ...EVERYWHERE,
  components: [helpPage],
  run: subcommand({
    input: z.object({}),
    execute: (context) => Promise.resolve(pageOfHelp(context, 1)),
  }),
} satisfies Command;

function pageOfHelp(context: Context, asked: number): Reply {
  const { bot, settings, t } = context;
  const sections = bot.commands
    .filter((command) => isAllowed(command, context))
    .map((command) => sectionOf(command, context));
  const pages: string[] = [];
  for (const section of sections) {
    const last = pages.at(-1);
    if (last !== undefined && last.length + section.length < PAGE_LENGTH)
      pages[pages.length - 1] = `${last}\n${section}`;
    else pages.push(section);
  }
  const page = Math.min(asked, pages.length);
  const off = settings.modulesOff.map((module) => t(`modules.${module}`)).join(', ');
  const intro = [t('help.intro'), ...(off ? [t('help.moduleOff', { modules: off })] : [])];
  const shown = card(
    {
      title: t('help.title'),
      description: [...intro, pages[page - 1]].join('\n'),
      ...(pages.length > 1 ? { footer: { text: t('page', { page, pages: pages.length }) } } : {}),
    },
    pageButtons(context, helpPage, {}, { page, pages: pages.length }),
  );
  return about(CALLER, shown);
}

function isAllowed(command: Command, context: Context): boolean {
  try {
    checkAllowed(command, context);
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return false;
  }
}

function sectionOf({ name, subcommands, run, onMessage, onUser }: Command, { bot, t }: Context): string {
  if (onUser) return t('help.onUser', { name: t(`commands.${name}.name`) });
  if (onMessage) return t('help.onMessage', { name: t(`commands.${name}.name`) });
  const line = (path: string, key: string, input: z.ZodObject) =>
    `${[bot.mention(path), ...optionNames(input, t)].join(' ')}\n-# ${t(`commands.${key}.description`)}`;
  if (run) return line(name, name, run.input);
  const lines = Object.entries(subcommands ?? {}).map(([sub, { input }]) =>
    line(`${name} ${sub}`, `${name}.${sub.replace(' ', '.')}`, input),
  );
  return [`### ${t(`commands.${name}.description`)}`, ...lines].join('\n');
}

/** Names of options, those that may be left out in italics. */
function optionNames(input: z.ZodObject, t: Translate): string[] {
  return Object.entries(input.shape).map(([option, schema]) =>
    (schema as z.ZodType).safeParse(undefined).success
      ? `*${t(`names.options.${option}`)}*`
      : t(`names.options.${option}`),
  );
}
