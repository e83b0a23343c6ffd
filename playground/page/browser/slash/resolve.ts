import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType as OptionType,
} from 'discord-api-types/v10';
import type { FilledOption } from '../../../protocol.ts';
import type { Field } from './draft-state.ts';
import { type CommandEntry, localName } from './entries.ts';
import { closedList, type Scene } from './suggestions.ts';

/** What a box amounts to: a value, nothing, or a sentence that says what to do. */
export type Resolved = { value: string | number | boolean } | { error: string } | null;

function text(option: APIApplicationCommandBasicOption, label: string, typed: string): Resolved {
  const least = 'min_length' in option ? (option.min_length ?? 0) : 0;
  const most = 'max_length' in option ? (option.max_length ?? 6000) : 6000;
  if (typed.length < least) return { error: `${label} needs at least ${least} characters.` };
  if (typed.length > most) return { error: `${label} may have at most ${most} characters.` };
  return { value: typed };
}

function number(option: APIApplicationCommandBasicOption, label: string, typed: string): Resolved {
  const value = Number(typed);
  const whole = option.type === OptionType.Integer;
  if (whole && !Number.isSafeInteger(value)) return { error: `${label} must be a whole number.` };
  if (!Number.isFinite(value)) return { error: `${label} must be a number.` };
  const least = 'min_value' in option ? (option.min_value ?? -Infinity) : -Infinity;
  const most = 'max_value' in option ? (option.max_value ?? Infinity) : Infinity;
  if (value < least) return { error: `${label} must be ${least} or more.` };
  if (value > most) return { error: `${label} must be ${most} or less.` };
  return { value };
}

/** The value of an option's box, checked as Discord's client checks it before sending. */
export function resolve(option: APIApplicationCommandBasicOption, field: Field, scene: Scene): Resolved {
  if (field.value !== null) return { value: field.value };
  const label = localName(option, scene.locale);
  const typed = field.text.trim();
  if (typed === '') return option.required ? { error: `${label} is required.` } : null;
  const list = closedList(option, scene);
  if (list) {
    const same = list.find(({ name }) => name.toLowerCase() === typed.toLowerCase());
    return same ? { value: same.value } : { error: `Choose ${label} from the list.` };
  }
  if (option.type === OptionType.String) return text(option, label, field.text);
  if (option.type === OptionType.Attachment) return { error: 'The file is still on its way.' };
  return number(option, label, typed);
}

/** The filled options of a command, nested in its subcommand as Discord sends them. */
export function nest(entry: CommandEntry, filled: FilledOption[]): FilledOption[] {
  const [, ...below] = entry.path;
  return below
    .toReversed()
    .reduce<FilledOption[]>(
      (options, name, depth) => [
        { name, type: depth === 0 ? OptionType.Subcommand : OptionType.SubcommandGroup, options },
      ],
      filled,
    );
}
