import type { Visibility } from '../../domain/playlist/playlist.ts';
import type { RemindersBy } from '../../domain/preferences.ts';
import { BaseModel } from '../base/base-model.ts';
import { columns } from '../base/columns.ts';

/** A person with their preferences; a row exists once they told the bot something worth keeping. */
export class User extends BaseModel {
  static override tableName = 'users';
  static override columns = columns(
    'users',
    'id',
    'locale',
    'discord_locale',
    'time_zone',
    'private_replies',
    'default_visibility',
    'reminders_by',
    'notices',
    'on_leaderboards',
    'created_at',
    'zone_asked_at',
    'updated_at',
  );
  static {
    this.register();
  }

  declare id: string;
  /** Overrides the locale of their Discord client. */
  declare locale: string | null;
  /** The locale of their Discord client when they last kept something; for what is told them unasked. */
  declare discordLocale: string | null;
  /** IANA name; null means UTC. */
  declare timeZone: string | null;
  declare privateReplies: boolean;
  declare defaultVisibility: Visibility;
  declare remindersBy: RemindersBy;
  /** Whether they are told of what others do to their to-dos. */
  declare notices: boolean;
  declare onLeaderboards: boolean;
  /** When they were asked for their time zone. */
  declare zoneAskedAt: Date | null;
  declare createdAt: Date;
  declare updatedAt: Date;
}
