import {
  DiscordAPIError,
  RESTJSONErrorCodes,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
} from 'discord.js';
import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Context } from './command.ts';
import type { Contexts } from './context.ts';
import type { createExplainer } from './explain.ts';
import type { Ending } from './handled.ts';
import { respondTo } from './responder.ts';
import { checkAllowed, type Route, type Router } from './route.ts';

export interface AnswerParts {
  contexts: Contexts;
  router: Router;
  explain: ReturnType<typeof createExplainer>;
  log: Logger;
  deferAfterMs: number;
  stopping(): boolean;
}

/** Discord no longer waits for an answer, or has one: there is nobody left to apologise to. */
const TOO_LATE = new Set<number | string>([
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
]);

/** Carries out a command or a press: the one place where anything that goes wrong with it is caught. */
export async function answer(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  parts: AnswerParts,
): Promise<Ending> {
  const { contexts, router, explain, log } = parts;
  const requestId = interaction.id;
  let context: Context | null = null;
  let route: Route | null = null;
  const responder = respondTo(interaction, {
    // While it is not known what the caller prefers, their privacy goes first.
    isPrivate: () => route?.private || (context?.settings.privateReplies ?? true),
    deferAfterMs: parts.deferAfterMs,
    onDeferFailed: (err) => log.warn({ requestId, err }, 'deferring failed'),
  });
  try {
    if (parts.stopping()) throw new UserError('errors.stopping');
    route = interaction.isButton() ? router.component(interaction) : router.command(interaction);
    context = await contexts.of(interaction);
    checkAllowed(route.command, context);
    await responder.send(await route.run(context));
    return { command: route.label, outcome: 'ok' };
  } catch (error) {
    const command = route?.label ?? (interaction.isButton() ? 'button' : interaction.commandName);
    if (error instanceof DiscordAPIError && TOO_LATE.has(error.code)) {
      log.error({ requestId, err: error }, 'the answer came too late, or twice');
      return { command, outcome: 'unanswered' };
    }
    const { outcome, content } = explain(error, context?.t ?? contexts.words(interaction.locale), requestId);
    await responder.refuse(content);
    return { command, outcome };
  } finally {
    responder.close();
  }
}
