import type { Faults, RestFault } from '../protocol.ts';
import { CLOSED_DMS, GUILDS } from './seed.ts';
import type { WorldState } from './world.ts';
import type { Guild, Member } from './guild.ts';

/** What happened between the bot and a guild: an outage, a removal, or the end of either. */
export type GuildChange = 'outage' | 'removed' | 'back';

/** What happened between a person and a guild. */
export type MemberChange = 'left' | 'joined';

/** What goes wrong on purpose. */
export interface FaultState {
  readonly current: Faults;
  /** Sets all of it at once, and tells of every guild that went or came back. */
  set(faults: Faults): void;
  /** The fault that a request is to be answered with; counts it. */
  take(method: string, path: string): RestFault | undefined;
}

/** Everything as it should be. */
export function noFaults(): Faults {
  return {
    latency: { restMs: 0, gatewayMs: 0 },
    duplicate: false,
    rest: null,
    closedDms: CLOSED_DMS,
    unavailableGuilds: [],
    guildsWithoutBot: GUILDS.flatMap(({ key, withoutBot }) => (withoutBot ? [key] : [])),
    leftMembers: [],
    database: null,
  };
}

/** No faults yet; `guild` is told of each guild that changes, `member` of who leaves and joins, `changed` after each change. */
export function createFaults(
  world: WorldState,
  tell: {
    guild: (guild: Guild, change: GuildChange) => void;
    member: (guild: Guild, member: Member, change: MemberChange) => void;
    changed: () => void;
  },
): FaultState {
  let current = noFaults();

  function move(guild: Guild) {
    const isMember = guild.members.has(world.bot.id);
    const wasReachable = isMember && !guild.unavailable;
    const staysMember = !current.guildsWithoutBot.includes(guild.key);
    guild.unavailable = current.unavailableGuilds.includes(guild.key);
    if (staysMember) guild.members.set(world.bot.id, guild.bot);
    else guild.members.delete(world.bot.id);
    if (isMember && !staysMember) tell.guild(guild, 'removed');
    else if (wasReachable && guild.unavailable) tell.guild(guild, 'outage');
    else if (!wasReachable && staysMember && !guild.unavailable) tell.guild(guild, 'back');
  }

  function moveMembers(guild: Guild) {
    for (const [key, member] of guild.people) {
      const isHere = guild.members.has(member.user.id);
      const stays = !current.leftMembers.includes(`${guild.key}/${key}`);
      if (isHere === stays) continue;
      if (stays) guild.members.set(member.user.id, member);
      else guild.members.delete(member.user.id);
      tell.member(guild, member, stays ? 'joined' : 'left');
    }
  }

  return {
    get current() {
      return current;
    },
    set(faults) {
      current = faults;
      world.guilds.forEach(move);
      world.guilds.forEach(moveMembers);
      tell.changed();
    },
    take(method, path) {
      const { rest } = current;
      if (!rest || rest.times === 0) return undefined;
      const { routes, share = 1, times } = rest;
      if (routes && !routes.some((part) => `${method} ${path}`.includes(part))) return undefined;
      if (Math.random() >= share) return undefined;
      if (times !== undefined) current = { ...current, rest: { ...rest, times: times - 1 } };
      return rest;
    },
  };
}
