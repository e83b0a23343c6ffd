import { z } from 'zod';
import { MODULES } from './modules.ts';
import { LANGUAGES } from './preferences.ts';
import { snowflake } from './snowflake.ts';
import { timeZone } from './time/zones/time-zones.ts';

/** The settings of a server, as a whole: what the database holds, what is shown, and what a file carries. */
export const guildSettings = z.object({
  locale: z.enum(LANGUAGES).nullable(),
  timeZone: timeZone.nullable(),
  announcementChannelId: snowflake.nullable(),
  leaderboard: z.boolean(),
  staffRoleIds: z.array(snowflake).max(20),
  modules: z.object(
    Object.fromEntries(MODULES.map((module) => [module, z.boolean()])) as Record<
      (typeof MODULES)[number],
      z.ZodBoolean
    >,
  ),
});
export type GuildSettings = z.output<typeof guildSettings>;

/** Raised when files of before can no longer be read. */
const FILE_VERSION = 1;

const settingsFile = z.object({ ostinatoSettings: z.literal(FILE_VERSION), settings: guildSettings });

/** Settings as the text of a file. */
export function writeSettings(settings: GuildSettings): string {
  return `${JSON.stringify({ ostinatoSettings: FILE_VERSION, settings }, null, 2)}\n`;
}

/** Reads what `writeSettings` wrote; null for anything else. */
export function readSettings(text: string): GuildSettings | null {
  try {
    const result = settingsFile.safeParse(JSON.parse(text));
    return result.success ? result.data.settings : null;
  } catch {
    // Not JSON, so not a settings file.
    return null;
  }
}
