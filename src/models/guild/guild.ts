import { RESTORABLE_DAYS } from '../../domain/ownership/restorable.ts';
import { BaseModel } from '../base/base-model.ts';
import { columns } from '../base/columns.ts';
import { fact, internal, key } from '../base/held.ts';

/** A Discord server with its settings. */
export class Guild extends BaseModel {
  static override tableName = 'guilds';
  static override columns = columns(
    'guilds',
    {
      id: key,
      locale: fact('language'),
      time_zone: fact('time zone'),
      announcement_channel_id: fact('announcement channel'),
      leaderboard: fact('leaderboard'),
      left_at: fact('when the bot was removed'),
      created_at: fact('when the bot was first used there'),
      updated_at: internal,
    },
    {
      unexported: 'it is about a server, not about a person',
      stay: { for: `${RESTORABLE_DAYS} days`, since: 'left_at', batch: 1 },
    },
  );
  static {
    this.register();
  }

  declare id: string;
  declare locale: string | null;
  declare timeZone: string | null;
  /** Nothing is announced yet. */
  declare announcementChannelId: string | null;
  /** There is none yet. */
  declare leaderboard: boolean;
  /** When the bot was removed; 30 days later its data are purged. */
  declare leftAt: Date | null;
  declare createdAt: Date;
  declare updatedAt: Date;
}
