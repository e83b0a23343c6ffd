import { z } from 'zod';
import { button } from '../../src/discord/declare/buttons.ts';
import { component, subcommand } from '../../src/discord/declare/command.ts';
import type { Context } from '../../src/discord/declare/context.ts';
import { about, say, type Reply } from '../../src/discord/declare/reply.ts';
import { CALLER } from '../../src/domain/ownership/audience.ts';
import { personalExport, smallExport } from '../../src/file-writing/personal-export.ts';
import { inParts } from '../../src/file-writing/parts.ts';
import { exportPerson } from '../../src/models/personal/export.ts';
import { requestExport } from '../../src/models/personal/request-export.ts';

/** Milliseconds in which an export is made while the person waits for it. */
const AT_ONCE_MS = 2_000;

/** `/data export`: everything that is held about the caller, at once where that is little, else by direct message. */
export const exportData = subcommand({
  input: z.object({}),
  cost: 'heavy',
  async execute(context) {
    const { caller, t } = context;
    const tables = exportPerson(caller.userId);
    const archive = await smallExport(tables, { ...forCaller(context), withinMs: AT_ONCE_MS });
    if (archive) return about(CALLER, { content: t('data.exported'), files: [archive] });
    await requestExport(caller.userId);
    return about(CALLER, say(t('data.comes'), button(context, exportHere, {}, { label: t('data.here') })));
  },
});

/** Below the answer that it comes by direct message, for those who get none: all of it here, a message for each file. */
export const exportHere = component(
  'data.here',
  z.object({}),
  async (context): Promise<Reply> => {
    const { caller, t } = context;
    const archives = personalExport(exportPerson(caller.userId), forCaller(context));
    const messages = inParts(archives, t);
    const first = await messages.next();
    const { content, files } = first.done ? { content: t('data.exported'), files: [] } : first.value;
    return { ...about(CALLER, { ...say(content), files }), more: messages };
  },
  { cost: 'heavy' },
);

function forCaller({ t, locale, settings, now, fileMaxBytes }: Context) {
  return { t, locale, timeZone: settings.timeZone, now: now(), maxBytes: fileMaxBytes };
}
