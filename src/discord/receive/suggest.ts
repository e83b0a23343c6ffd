import type { AutocompleteInteraction } from 'discord.js';
import { storable } from '../../domain/text.ts';
import { StorageUnavailable } from '../../errors.ts';
import type { AnswerParts } from './answer.ts';
import { boundedChoices } from '../send/bounds.ts';
import { checkAllowed } from '../declare/allowed.ts';
import type { Choice } from '../declare/command.ts';
import type { Ending } from './handled.ts';
import { rawOptions } from '../declare/options.ts';
import { checkPace, TooFast } from './pace.ts';
import { own } from './route.ts';
import { isAnsweredElsewhere } from '../send/too-late.ts';
import { within } from './within.ts';

/** Milliseconds. Discord cannot be asked to wait for choices; late ones are an empty list instead. */
const SUGGEST_WITHIN_MS = 2_000;

/** Completes what somebody types. Nothing can be explained here, so errors are logged and no choices shown. */
export async function suggest(
  interaction: AutocompleteInteraction,
  parts: Pick<
    AnswerParts,
    | 'contexts'
    | 'router'
    | 'explain'
    | 'limiter'
    | 'onRateLimited'
    | 'log'
    | 'stopping'
    | 'courtesy'
    | 'others'
  >,
): Promise<Ending> {
  const { contexts, router, explain, log, others } = parts;
  const arrivedAt = performance.now();
  const requestId = interaction.id;
  const focused = interaction.options.getFocused(true);
  let { commandName: command } = interaction;

  async function find(): Promise<Choice[]> {
    const found = router.subcommand(interaction);
    command = found.label;
    const context = await contexts.of(interaction);
    const pace = { what: `${command} typing`, cost: 'typing' } as const;
    await checkPace(parts.limiter, interaction, pace, context.now);
    checkAllowed(found.command, context);
    const given = rawOptions(interaction.options.data);
    const suggestion = { ...context, typed: storable(focused.value).trim(), given };
    return (await own(found.subcommand.suggest, focused.name)?.(suggestion)) ?? [];
  }

  let choices: Choice[] = [];
  let outcome: Ending['outcome'] = 'ok';
  let tooFast = false;
  try {
    if (parts.stopping()) await parts.courtesy(arrivedAt);
    else choices = await within(SUGGEST_WITHIN_MS, find());
  } catch (error) {
    tooFast = error instanceof TooFast;
    // Another process may have some.
    if (error instanceof StorageUnavailable && !others.alone()) await parts.courtesy(arrivedAt);
    outcome = explain(error, contexts.words(interaction.locale), requestId).outcome;
  }
  try {
    await interaction.respond(boundedChoices(choices));
    if (tooFast) parts.onRateLimited(command);
    return { command, outcome };
  } catch (err) {
    if (isAnsweredElsewhere(err)) {
      others.met();
      return { command, outcome: 'elsewhere' };
    }
    // Whoever types on is asked about again.
    log.warn({ requestId, err }, 'the choices were refused by Discord or came too late');
    return { command, outcome: 'unanswered' };
  }
}
