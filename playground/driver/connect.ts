import type { CommandsView, Person, Violation, ViolationsView, World } from '../protocol.ts';
import { createApi } from './api.ts';
import { createFaultControl, createGatewayControl } from './faults.ts';
import type { FaultControl, GatewayControl } from './faults.ts';
import { createMember } from './member.ts';
import type { Member } from './member.ts';

/** Where a person acts: a channel of a guild, or their direct messages with the bot. */
export interface Where {
  /** A guild's key; `listening-room` unless told. */
  guild?: string;
  /** A channel's name or id; the guild's first unless told. */
  channel?: string;
  dm?: boolean;
}

/** A local Discord, seen from outside. */
export interface Discord {
  readonly url: string;
  /** The world as it was at the start. */
  readonly world: World;
  readonly faults: FaultControl;
  readonly gateway: GatewayControl;
  /** What Discord's OpenAPI document does not allow of the bot's requests so far; empty where there is no document. */
  violations(): Promise<Violation[]>;
  /** A person, ready to act. Throws when there is no such person, guild or channel. */
  member(key: string, where?: Where): Member;
  /** Waits until the bot is online and its commands are registered. Rejects after `timeoutMs` (a minute unless told). */
  ready(options?: { timeoutMs?: number }): Promise<void>;
}

const READY_MS = 60_000;

function channelIdOf(
  world: World,
  person: Person,
  { guild: key = 'listening-room', channel, dm }: Where,
): string {
  if (dm) return world.dmChannels[person.user.id] ?? '';
  const guild = world.guilds.find((one) => one.key === key);
  if (!guild)
    throw new Error(`There is no guild "${key}": ${world.guilds.map((one) => one.key).join(', ')}.`);
  const found = guild.channels.find(
    (one) => channel === undefined || one.name === channel || one.id === channel,
  );
  if (!found) throw new Error(`There is no channel "${channel}" in ${key}.`);
  return found.id;
}

/** Connects to the local Discord at `url`, such as `http://127.0.0.1:3000`. */
export async function connect(url: string): Promise<Discord> {
  const api = createApi(url);
  const world = await api.get<World>('/world');
  return {
    url,
    world,
    faults: createFaultControl(api),
    gateway: createGatewayControl(api),
    violations: async () => (await api.get<ViolationsView>('/violations')).violations,
    member(key, where = {}) {
      const person = world.people.find((one) => one.key === key);
      if (!person) throw new Error(`There is no "${key}": ${world.people.map((one) => one.key).join(', ')}.`);
      return createMember({ api, world, person, channelId: channelIdOf(world, person, where) });
    },
    async ready({ timeoutMs = READY_MS } = {}) {
      const [owner] = world.people;
      const channelId = world.guilds[0]?.channels[0]?.id ?? '';
      await api.until({
        what: 'the bot to be online with its commands registered',
        timeoutMs,
        async check() {
          const { botOnline } = await api.get<World>('/world');
          const commands = await api.get<CommandsView>('/commands', { channelId, as: owner?.key ?? '' });
          return (botOnline && commands.length > 0) || undefined;
        },
      });
    },
  };
}
