import { BaseModel } from '../base/base-model.ts';
import { columns } from '../base/columns.ts';

/** A Discord server with its settings. */
export class Guild extends BaseModel {
  static override tableName = 'guilds';
  static override columns = columns(
    'guilds',
    'id',
    'locale',
    'time_zone',
    'announcement_channel_id',
    'leaderboard',
    'left_at',
    'created_at',
    'updated_at',
  );
  static {
    this.register();
  }

  declare id: string;
  declare locale: string | null;
  declare timeZone: string | null;
  declare announcementChannelId: string | null;
  declare leaderboard: boolean;
  /** When the bot was removed; 30 days later its data are purged. */
  declare leftAt: Date | null;
  declare createdAt: Date;
  declare updatedAt: Date;
}
