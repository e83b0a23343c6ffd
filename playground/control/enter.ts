import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Person } from '../protocol.ts';
import { discordError, httpError } from '../rest/errors.ts';
import { permissionsAt } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import type { Place } from '../state/world.ts';

/** Where a person acts. Throws 10003, 50001 when they cannot see the channel, 50013 when they may not do what is needed, or 503 in an outage. */
export function enter(state: State, person: Person, channelId: string, needed = 0n): Place {
  const place = state.world.place(channelId);
  if (!place) throw discordError(10003);
  const permissions = permissionsAt(place, person.user.id, state.world.bot.id);
  if ((permissions & PermissionFlagsBits.ViewChannel) === 0n) throw discordError(50001);
  if ((permissions & needed) !== needed) throw discordError(50013);
  if (place.guild?.unavailable) throw httpError(503, 'Service Unavailable');
  return place;
}

/** The person of that key or user id. Throws 10013. */
export function personOf(state: State, keyOrId: string): Person {
  const person = state.world.person(keyOrId);
  if (!person) throw discordError(10013);
  return person;
}
