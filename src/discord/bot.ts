import type { DescribedTrack, TrackSource } from '../domain/playlist/track.ts';
import type { FileReader } from '../file-reading/file-reader.ts';
import type { DeadJob, QueueOverview } from '../queues/overview.ts';
import type { Command } from './declare/command.ts';

/** What of the running bot a command may tell or needs to know. */
export interface Bot {
  readonly version: string;
  readonly startedAt: Date;
  readonly sourceUrl: string;
  readonly privacyUrl: string;
  readonly limits: {
    readonly playlistsPerOwner: number;
    readonly tracksPerPlaylist: number;
    /** Open ones that a person made. */
    readonly todosPerUser: number;
    readonly todoListsPerOwner: number;
  };
  readonly commands: readonly Command[];
  /** Round trip of the gateway's last heartbeat in milliseconds; null before the first. */
  gatewayLatency(): number | null;
  /** Round trip of a statement in milliseconds. @throws StorageUnavailable */
  storageLatency(): Promise<number>;
  /** A subcommand to click, such as `playlist create`. */
  mention(path: string): string;
  /** The clock. */
  readonly now: () => Date;
  /** Whether somebody owns the application, or is of the team that does. */
  isOwner(userId: string): boolean;
  /** The job queues of all processes together, and what was given up last. @throws StorageUnavailable */
  queues(): Promise<{ queues: QueueOverview[]; dead: DeadJob[] }>;
  /** Forgets kept settings: call it after changing them, so that the next command here sees them. */
  forget(changed: { userId: string } | { guildId: string }): void;
  /** Gives a track its title and artist, looked up where there is only a link and the provider is known. Never fails. */
  describe(source: TrackSource): Promise<DescribedTrack>;
  /** Whether somebody is a member of a server, as Discord says now. Rejects when it does not say. */
  isMember(guildId: string, userId: string): Promise<boolean>;
  /** What somebody is called on Discord; null when it does not say so at once. */
  nameOf(userId: string): Promise<string | null>;
  /** Reads what a person sent, off this thread; `FileReader` says what it throws. */
  readonly readFile: FileReader['read'];
  /** The bytes of a file that came with a command. @throws UserError when it is larger than `maxBytes`, or gone */
  download(file: { name: string; size: number; url: string }, maxBytes: number): Promise<Uint8Array>;
}
