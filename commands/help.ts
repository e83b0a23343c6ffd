import { z } from 'zod';
import { subcommand, type Command, type Context } from '../src/discord/command.ts';
import { card } from '../src/discord/replies.ts';
import { checkAllowed } from '../src/discord/route.ts';
import type { Translate } from '../src/locales/translate.ts';
import { UserError } from '../src/errors.ts';
import { EVERYWHERE } from './everywhere.ts';

/** `/help`: every command that the caller may use here, read off the commands themselves. */
export const help = {
  name: 'help',
  ...EVERYWHERE,
  run: subcommand({
    input: z.object({}),
    private: true,
    async execute(context) {
      const { bot, settings, t } = context;
      const off = settings.modulesOff.map((module) => t(`modules.${module}`)).join(', ');
      const sections = bot.commands
        .filter((command) => isAllowed(command, context))
        .map((command) => sectionOf(command, context));
      return card({
        title: t('help.title'),
        description: [
          t('help.intro'),
          ...(off ? [t('help.moduleOff', { modules: off })] : []),
          ...sections,
        ].join('\n'),
      });
    },
  }),
} satisfies Command;

function isAllowed(command: Command, context: Context): boolean {
  try {
    checkAllowed(command, context);
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return false;
  }
}

function sectionOf({ name, subcommands, run, onMessage }: Command, { bot, t }: Context): string {
  if (onMessage) return t('help.onMessage', { name: t(`commands.${name}.name`) });
  const line = (path: string, key: string, input: z.ZodObject) =>
    `${[bot.mention(path), ...optionNames(input, t)].join(' ')}\n-# ${t(`commands.${key}.description`)}`;
  if (run) return line(name, name, run.input);
  const lines = Object.entries(subcommands ?? {}).map(([sub, { input }]) =>
    line(`${name} ${sub}`, `${name}.${sub}`, input),
  );
  return [`### ${t(`commands.${name}.description`)}`, ...lines].join('\n');
}

/** Names of options, those that may be left out in italics. */
function optionNames(input: z.ZodObject, t: Translate): string[] {
  return Object.entries(input.shape).map(([option, schema]) =>
    (schema as z.ZodType).safeParse(undefined).success ? `*${t(`names.${option}`)}*` : t(`names.${option}`),
  );
}
