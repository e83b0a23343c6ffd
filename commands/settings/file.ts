import { z } from 'zod';
import { subcommand } from '../../src/discord/declare/command.ts';
import { fileOption } from '../../src/discord/declare/options.ts';
import { about } from '../../src/discord/declare/reply.ts';
import { CALLER } from '../../src/domain/ownership/audience.ts';
import { writeSettings } from '../../src/domain/guild-settings.ts';
import { UserError } from '../../src/errors.ts';
import { settingsOf } from '../../src/models/guild/guild-settings.ts';
import { change } from './change.ts';
import { serverOf } from './server.ts';

/** Settings take a few hundred bytes. */
const MAX_BYTES = 64 * 1024;

/** `/settings export`: the settings as a file that `import` reads. */
export const exportSettings = subcommand({
  input: z.object({}),
  cost: 'expensive',
  async execute({ caller, t }) {
    const data = new TextEncoder().encode(writeSettings(await settingsOf(serverOf(caller))));
    const files = [{ name: 'ostinato-settings.json', data }];
    return about(CALLER, { content: t('settings.exported'), files });
  },
});

/** `/settings import`: makes the settings those of a file, all of them or none. */
export const importSettings = subcommand({
  input: z.object({ file: fileOption }),
  cost: 'expensive',
  async execute({ input, ...context }) {
    const { files, t } = context;
    const { name } = input.file;
    const bytes = await files.download(input.file, MAX_BYTES);
    const read = await files.read('settings', { bytes, name });
    if (!read) throw new UserError('settings.notAFile', { name });
    const { content, ...shown } = await change(context, read.settings);
    const settings = read.unused.map((one) => t(`settings.fields.${one}`)).join(', ');
    const remark = settings && t('settings.notUsedYet', { settings });
    return { content: [content, remark].filter(Boolean).join('\n'), ...shown };
  },
});
