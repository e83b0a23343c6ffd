import { z } from 'zod';
import { MODULES } from './modules.ts';
import { LANGUAGES } from './preferences.ts';
import { snowflake } from './snowflake.ts';
import { timeZone } from './time/zones/time-zones.ts';

/** The settings of a server, as a whole: what the database holds, what is shown, and what a file carries. */
export const guildSettings = z.object({
  locale: z.enum(LANGUAGES).nullable(),
  timeZone: timeZone.nullable(),
  staffRoleIds: z.array(snowflake).max(20),
  modules: z.object(
    Object.fromEntries(MODULES.map((module) => [module, z.boolean()])) as Record<
      (typeof MODULES)[number],
      z.ZodBoolean
    >,
  ),
});
export type GuildSettings = z.output<typeof guildSettings>;

/** Settings that files of before carry, and that decide nothing yet. */
const UNUSED = ['announcementChannelId', 'leaderboard'] as const;

/** Raised when files of before can no longer be read. */
const FILE_VERSION = 1;

const settingsFile = z.object({
  ostinatoSettings: z.literal(FILE_VERSION),
  settings: guildSettings.extend({
    announcementChannelId: snowflake.nullish(),
    leaderboard: z.boolean().nullish(),
  }),
});

/** What a file of settings says. */
export interface SettingsFile {
  settings: GuildSettings;
  /** What it also sets, and nothing uses. */
  unused: (typeof UNUSED)[number][];
}

/** Settings as the text of a file. */
export function writeSettings(settings: GuildSettings): string {
  return `${JSON.stringify({ ostinatoSettings: FILE_VERSION, settings }, null, 2)}\n`;
}

/** Reads what `writeSettings` wrote, lately or before; null for anything else. */
export function readSettings(text: string): SettingsFile | null {
  try {
    const result = settingsFile.safeParse(JSON.parse(text));
    if (!result.success) return null;
    const { announcementChannelId, leaderboard, ...settings } = result.data.settings;
    const given = { announcementChannelId, leaderboard };
    return { settings, unused: UNUSED.filter((name) => (given[name] ?? null) !== null) };
  } catch {
    // Not JSON, so not a settings file.
    return null;
  }
}
