import { z } from 'zod';
import { checkAllowed } from '../src/discord/declare/allowed.ts';
import { pageButtons, pageNumber } from '../src/discord/declare/buttons.ts';
import { component, subcommand, type BoundComponent, type Command } from '../src/discord/declare/command.ts';
import type { Context } from '../src/discord/declare/context.ts';
import { CALLER } from '../src/domain/ownership/audience.ts';
import { about, card, type Reply } from '../src/discord/declare/reply.ts';
import type { Translate } from '../src/locales/translate.ts';
import { UserError } from '../src/errors.ts';
import { EVERYWHERE } from './everywhere.ts';

/** Characters of a page: half of what an embed holds, so that it can be taken in. */
const PAGE_LENGTH = 2_000;

/** `/help`: every command that the caller may use here, read off the commands themselves. @param listed all of them */
export function helpOn(listed: () => readonly Command[]): Command {
  const page = (context: Context, asked: number): Promise<Reply> =>
    Promise.resolve(pageOfHelp(listed(), context, { asked, turn }));
  /** ◀ and ▶ below it. */
  const turn = component('help.page', z.object({ page: pageNumber }), ({ state, ...context }) =>
    page(context, state.page),
  );
  return {
    name: 'help',
    ...EVERYWHERE,
    components: [turn],
    run: subcommand({ input: z.object({}), execute: (context) => page(context, 1) }),
  };
}

function pageOfHelp(
  listed: readonly Command[],
  context: Context,
  { asked, turn }: { asked: number; turn: BoundComponent<{ page: string | number }> },
): Reply {
  const { settings, t } = context;
  const sections = listed
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
    pageButtons(context, turn, {}, { page, pages: pages.length }),
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

const written = new WeakMap<Translate, Map<Command, { mention: string; text: string }>>();

/** What is said of a command: written once for each language, and again when Discord has given the command its id. */
function sectionOf(command: Command, context: Context): string {
  const inLocale = written.get(context.t) ?? new Map<Command, { mention: string; text: string }>();
  written.set(context.t, inLocale);
  const mention = context.discord.mention(command.name);
  const known = inLocale.get(command);
  if (known?.mention === mention) return known.text;
  const text = writeSection(command, context);
  inLocale.set(command, { mention, text });
  return text;
}

function writeSection(
  { name, subcommands, run, onMessage, onUser }: Command,
  { discord, t }: Context,
): string {
  if (onUser) return t('help.onUser', { name: t(`commands.${name}.name`) });
  if (onMessage) return t('help.onMessage', { name: t(`commands.${name}.name`) });
  const line = (path: string, key: string, input: z.ZodObject) =>
    `${[discord.mention(path), ...optionNames(input, t)].join(' ')}\n-# ${t(`commands.${key}.description`)}`;
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
