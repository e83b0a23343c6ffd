import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType as OptionType,
} from 'discord-api-types/v10';
import type { World } from '../../../protocol.ts';
import { displayName, guildAt } from '../place.ts';
import type { Place } from '../place.ts';
import type { Suggestion } from './draft-state.ts';
import { localName } from './entries.ts';

/** Where and for whom an option is filled. */
export interface Scene {
  world: World;
  place: Place;
  locale: string;
}

function users({ world, place }: Scene): Suggestion[] {
  const guild = guildAt(world, place);
  const people = world.people.filter(({ key, user }) =>
    guild ? guild.members.some((member) => member.userId === user.id) : key === place.person,
  );
  return [...people.map(({ user }) => user), world.bot].map((user) => ({
    name: `@${displayName(world, user.id, guild)}`,
    value: user.id,
  }));
}

function roles({ world, place }: Scene): Suggestion[] {
  return (guildAt(world, place)?.roles ?? []).map((role) => ({
    name: role.name.startsWith('@') ? role.name : `@${role.name}`,
    value: role.id,
  }));
}

/** The channels of a place, of some types only where those are given. */
export function channels({ world, place }: Scene, types: readonly number[] | undefined): Suggestion[] {
  return (guildAt(world, place)?.channels ?? [])
    .filter((channel) => !types || types.length === 0 || types.includes(channel.type))
    .map((channel) => ({ name: `#${channel.name ?? channel.id}`, value: channel.id }));
}

/** The closed list an option's value must come from; null where anything may be typed. */
export function closedList(option: APIApplicationCommandBasicOption, scene: Scene): Suggestion[] | null {
  switch (option.type) {
    case OptionType.Boolean:
      return [
        { name: 'True', value: true },
        { name: 'False', value: false },
      ];
    case OptionType.User:
      return users(scene);
    case OptionType.Role:
      return roles(scene);
    case OptionType.Mentionable:
      return [...users(scene), ...roles(scene)];
    case OptionType.Channel:
      return channels(scene, option.channel_types);
    case OptionType.String:
    case OptionType.Integer:
    case OptionType.Number:
      return option.choices && option.choices.length > 0
        ? option.choices.map((choice) => ({ name: localName(choice, scene.locale), value: choice.value }))
        : null;
    case OptionType.Attachment:
      break;
  }
  return null;
}

/** Whether the bot suggests values while one types. */
export function hasAutocomplete(option: APIApplicationCommandBasicOption): boolean {
  return 'autocomplete' in option && option.autocomplete;
}

/** The lines of a list that contain what was typed. */
export function matching(list: Suggestion[], typed: string): Suggestion[] {
  const wanted = typed.toLowerCase().replace(/^[@#]/, '');
  return list.filter(({ name }) => name.toLowerCase().includes(wanted));
}
