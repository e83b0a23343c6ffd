import type { AutocompleteInteraction } from 'discord.js';
import type { AnswerParts } from './answer.ts';
import type { Choice } from './command.ts';
import type { Ending } from './handled.ts';
import { rawOptions } from './options.ts';
import { checkAllowed } from './route.ts';
import { within } from './within.ts';

/** Milliseconds. Discord cannot be asked to wait for choices; late ones are an empty list instead. */
const SUGGEST_WITHIN_MS = 2_000;

/** Completes what somebody types. Nothing can be explained here, so errors are logged and no choices shown. */
export async function suggest(
  interaction: AutocompleteInteraction,
  { contexts, router, explain }: Pick<AnswerParts, 'contexts' | 'router' | 'explain'>,
): Promise<Ending> {
  const focused = interaction.options.getFocused(true);
  let { commandName: command } = interaction;

  async function find(): Promise<Choice[]> {
    const found = router.subcommand(interaction);
    command = found.label;
    const context = await contexts.of(interaction);
    checkAllowed(found.command, context);
    const given = rawOptions(interaction.options.data);
    const suggestion = { ...context, typed: focused.value.trim(), given };
    return (await found.subcommand.suggest[focused.name]?.(suggestion)) ?? [];
  }

  let choices: Choice[] = [];
  let outcome: Ending['outcome'] = 'ok';
  try {
    choices = await within(SUGGEST_WITHIN_MS, find());
  } catch (error) {
    outcome = explain(error, contexts.words(interaction.locale), interaction.id).outcome;
  }
  await interaction.respond(choices);
  return { command, outcome };
}
