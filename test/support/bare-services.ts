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
    owner: {
      isOwner: () => false,
      jobs: {
        queues: () => Promise.resolve([]),
        dead: () => Promise.resolve([]),
        find: () => Promise.resolve(undefined),
        retry: () => Promise.resolve(false),
        retryAll: () => Promise.resolve({ retried: 0, left: 0 }),
        drop: () => Promise.resolve(false),
      },
    },
    forgetSettings: (changed) => settings.forget(changed),
  };
}
