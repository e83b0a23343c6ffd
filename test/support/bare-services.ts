import type { Services } from '../../src/discord/declare/context.ts';
import type { CallerSettingsCache } from '../../src/models/person/caller-settings.ts';

/** What commands of a test's own may use: nothing that a database or Discord would have to tell. */
export function bareServices(settings: CallerSettingsCache): Services {
  return {
    now: () => new Date(0),
    limits: { todosPerUser: 1, todoListsPerOwner: 1, playlistsPerOwner: 1, tracksPerPlaylist: 1 },
    discord: {
      mention: (path) => path,
      nameOf: () => Promise.resolve(null),
      isMember: () => Promise.resolve(true),
    },
    files: {
      read: () => Promise.reject(new Error('No files are read here.')),
      download: () => Promise.resolve(new Uint8Array()),
    },
    titles: { describe: (source) => Promise.resolve({ ...source, artist: null, durationMs: null }) },
    instance: {
      version: '0',
      startedAt: new Date(0),
      sourceUrl: '',
      privacyUrl: '',
      gatewayLatency: () => null,
      storageLatency: () => Promise.resolve(0),
    },
    owner: { isOwner: () => false, queues: () => Promise.resolve({ queues: [], dead: [] }) },
    forgetSettings: (changed) => settings.forget(changed),
  };
}
