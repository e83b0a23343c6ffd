import type { APIRole, APITextChannel, APIUser } from 'discord-api-types/v10';

/** A guild member, with what interactions and REST both tell of them. */
export interface Member {
  user: APIUser;
  nick: string | null;
  roles: string[];
  joined_at: string;
}

/** A guild of this world. */
export interface Guild {
  key: string;
  id: string;
  name: string;
  ownerId: string;
  locale: string;
  roles: APIRole[];
  channels: APITextChannel[];
  /** With the bot where it is a member. */
  members: Map<string, Member>;
  /** Those of the people who are members here unless they leave, by their keys. */
  people: Map<string, Member>;
  /** The bot as it is, or would be, a member here. */
  bot: Member;
  /** In an outage. */
  unavailable: boolean;
}

/** A member's object as the API tells it. https://docs.discord.com/developers/resources/guild#guild-member-object */
export function memberJson(member: Member) {
  const rest = { avatar: null, banner: null, premium_since: null, communication_disabled_until: null };
  return { ...member, ...rest, deaf: false, mute: false, pending: false, flags: 0 };
}
