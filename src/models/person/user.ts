import type { Visibility } from '../../domain/ownership/ownership.ts';
import type { RemindersBy } from '../../domain/preferences.ts';
import { BaseModel } from '../base/base-model.ts';
import { columns } from '../base/columns.ts';
import { fact, theirs } from '../base/held.ts';

/** A person with their preferences; a row exists once they told the bot something worth keeping. */
export class User extends BaseModel {
  static override tableName = 'users';
  static override columns = columns(
    'users',
    {
      id: theirs('your Discord user id'),
      locale: fact('language'),
      discord_locale: fact('language of your Discord'),
      time_zone: fact('time zone'),
      private_replies: fact('private replies'),
      default_visibility: fact('visibility of new playlists'),
      reminders_by: fact('where reminders go'),
      notices: fact('notices about your to-dos'),
      on_leaderboards: fact('place on leaderboards'),
      created_at: fact('when you first used the bot'),
      zone_asked_at: fact('when you were asked for your time zone'),
      updated_at: fact('when that last changed'),
    },
    { file: 'preferences' },
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
  /** There are none yet. */
  declare onLeaderboards: boolean;
  /** When they were asked for their time zone. */
  declare zoneAskedAt: Date | null;
  declare createdAt: Date;
  declare updatedAt: Date;
}
