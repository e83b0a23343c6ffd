/** Who asks, and where: all that a model's verb needs to decide what they may do. */
export interface Caller {
  /** Discord snowflake, as everywhere a decimal string. */
  readonly userId: string;
  /** The guild they ask in; null in direct messages. */
  readonly guildId: string | null;
  /** They hold Discord's Manage Server permission in that guild, or one of the roles that it names as staff. */
  readonly isStaff: boolean;
  /** The locale of their Discord client, one of Discord's codes; left out where no interaction says it. */
  readonly locale?: string;
}
