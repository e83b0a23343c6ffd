import type { PermissionsString } from 'discord.js';
import type { Caller } from '../../domain/ownership/caller.ts';
import type { DescribedTrack, TrackSource } from '../../domain/playlist/track.ts';
import type { FileReader } from '../../file-reading/file-reader.ts';
import type { Translate } from '../../locales/translate.ts';
import type { CallerSettings } from '../../models/person/caller-settings.ts';
import type { OwnersJobs } from '../../queues/owners-jobs.ts';

/** How much people may have. */
export interface Limits {
  readonly playlistsPerOwner: number;
  readonly tracksPerPlaylist: number;
  /** Open ones that a person made. */
  readonly todosPerUser: number;
  readonly todoListsPerOwner: number;
}

/** What is asked of Discord. */
export interface DiscordQuestions {
  /** A subcommand to click, such as `playlist create`. */
  readonly mention: (path: string) => string;
  /** Whether somebody is a member of a server, as Discord says now. Rejects when it does not say. */
  readonly isMember: (guildId: string, userId: string) => Promise<boolean>;
  /** What somebody is called on Discord; null when it does not say so at once. */
  readonly nameOf: (userId: string) => Promise<string | null>;
}

/** Files that people send. */
export interface Files {
  /** The bytes of a file that came with a command. @throws UserError when it is larger than `maxBytes`, or gone */
  download(file: { name: string; size: number; url: string }, maxBytes: number): Promise<Uint8Array>;
  /** Reads one, off this thread; `FileReader` says what it throws. */
  readonly read: FileReader['read'];
}

/** Titles of tracks. */
export interface Titles {
  /** Gives a track its title and artist, looked up where there is only a link and the provider is known. Never fails. */
  describe(source: TrackSource): Promise<DescribedTrack>;
}

/** This process, as /about tells of it. */
export interface Instance {
  readonly version: string;
  readonly startedAt: Date;
  readonly sourceUrl: string;
  readonly privacyUrl: string;
  /** Round trip of the gateway's last heartbeat in milliseconds; null before the first. */
  gatewayLatency(): number | null;
  /** Round trip of a statement in milliseconds. @throws StorageUnavailable */
  storageLatency(): Promise<number>;
}

/** What only the application's owner is told. */
export interface Owner {
  /** Whether somebody owns the application, or is of the team that does. */
  isOwner(userId: string): boolean;
  readonly jobs: OwnersJobs;
}

/** What of the running bot a command may use, by purpose: each takes the parts that it needs, no more. */
export interface Services {
  /** The clock. */
  readonly now: () => Date;
  readonly limits: Limits;
  readonly discord: DiscordQuestions;
  readonly files: Files;
  readonly titles: Titles;
  readonly instance: Instance;
  readonly owner: Owner;
  /** Forgets kept settings: call it after changing them, so that the next command here sees them. */
  readonly forgetSettings: (changed: { userId: string } | { guildId: string }) => void;
}

/** Who calls, in which words to answer, and what of the bot they may use. */
export interface Context extends Services {
  readonly caller: Caller;
  readonly settings: CallerSettings;
  /** The channel of the server it was called in; null in direct messages, and where the bot itself is not. */
  readonly channelId: string | null;
  /** Where a message of the place can be seen that it was called in. */
  readonly urlOf: (messageId: string) => string;
  /** Bytes that a file of the answer may have. */
  readonly fileMaxBytes: number;
  /** Discord's permissions of the caller in this guild; null in direct messages. */
  readonly permissions: { has(permission: PermissionsString): boolean } | null;
  readonly t: Translate;
  /** Discord's code of the language of `t`. */
  readonly locale: string;
  /** The words of another locale; null for that of the caller's Discord. */
  readonly wordsFor: (locale: string | null) => Translate;
}
