import type { Bot } from '../../src/discord/bot.ts';
import type { Command } from '../../src/discord/declare/command.ts';
import type { CallerSettingsCache } from '../../src/models/person/caller-settings.ts';

/** What commands of a test's own may know of the bot: nothing that a database or Discord would have to tell. */
export function bareBot(commands: readonly Command[], settings: CallerSettingsCache): Bot {
  return {
    version: '0',
    startedAt: new Date(0),
    sourceUrl: '',
    privacyUrl: '',
    limits: { todosPerUser: 1, todoListsPerOwner: 1, playlistsPerOwner: 1, tracksPerPlaylist: 1 },
    commands,
    gatewayLatency: () => null,
    isOwner: () => false,
    queues: () => Promise.resolve({ queues: [], dead: [] }),
    storageLatency: () => Promise.resolve(0),
    mention: (path) => path,
    now: () => new Date(0),
    forget: (changed) => settings.forget(changed),
    describe: (source) => Promise.resolve({ ...source, artist: null, durationMs: null }),
    nameOf: () => Promise.resolve(null),
    isMember: () => Promise.resolve(true),
    readFile: () => Promise.reject(new Error('A bare bot reads no files.')),
    download: () => Promise.resolve(new Uint8Array()),
  };
}
