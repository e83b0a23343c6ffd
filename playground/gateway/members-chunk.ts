import { GatewayIntentBits } from 'discord-api-types/v10';
import type { Member } from '../state/guild.ts';
import { memberJson } from '../state/guild.ts';
import type { WorldState } from '../state/world.ts';
import { memberRequest } from './frames.ts';
import type { Session } from './session.ts';

const LIMIT_MAX = 100;

/** Answers a request for members; without the privileged intent only those that are named or searched for. https://docs.discord.com/developers/events/gateway-events#guild-members-chunk */
export function sendMembers(world: WorldState, session: Session, data: unknown): void {
  const { success, data: wanted } = memberRequest.safeParse(data);
  const guild = success ? world.guild(wanted.guild_id) : undefined;
  if (!success || !guild?.members.has(world.bot.id)) return;
  const { query, user_ids: ids, limit = 0, nonce } = wanted;
  const mayList = (session.intents & GatewayIntentBits.GuildMembers) !== 0;
  const isWhole = ids === undefined && query === '' && limit === 0;
  if (isWhole ? !mayList : ids === undefined && (query === undefined || limit < 1)) return;
  const all = [...guild.members.values()];
  const startsRight = ({ user, nick }: Member) =>
    [user.username, nick].some((name) => name?.toLowerCase().startsWith((query ?? '').toLowerCase()));
  const found = ids
    ? all.filter(({ user }) => ids.includes(user.id))
    : all.filter(startsRight).slice(0, isWhole ? undefined : Math.min(limit, LIMIT_MAX));
  session.dispatch('GUILD_MEMBERS_CHUNK', {
    guild_id: guild.id,
    members: found.map(memberJson),
    chunk_index: 0,
    chunk_count: 1,
    not_found: (ids ?? []).filter((id) => !guild.members.has(id)),
    ...(nonce !== undefined && { nonce }),
  });
}
