import { DiscordAPIError, HTTPError, RESTJSONErrorCodes } from 'discord.js';
import { UserError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { RateLimiter } from '../rate-limits/rate-limiter.ts';
import type { Context } from './command.ts';
import type { Contexts } from './context.ts';
import type { createExplainer } from './explain.ts';
import type { Ending } from './handled.ts';
import { checkPace, TooFast } from './pace.ts';
import { respondTo, type Answerable } from './responder.ts';
import { checkAllowed, type Route, type Router } from './route.ts';
import { within } from './within.ts';

export interface AnswerParts {
  contexts: Contexts;
  router: Router;
  explain: ReturnType<typeof createExplainer>;
  limiter: RateLimiter;
  /** The metrics' hook. */
  onRateLimited(command: string): void;
  log: Logger;
  deferAfterMs: number;
  formWithinMs: number;
  stopping(): boolean;
}

/** Milliseconds in which a form must be there: nothing can be shown while it is not. */
export const FORM_WITHIN_MS = 2_000;

/** Discord no longer waits for an answer, or has one: there is nobody left to apologise to. */
const TOO_LATE = new Set<number | string>([
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
]);

/** What Node and undici call it when somebody cannot be reached. */
const NETWORK_CODE = /^(E[A-Z]+|UND_ERR_\w+)$/;

/** The answer did not reach Discord, which may deliver the interaction again. */
function isUndelivered(error: unknown): boolean {
  if (error instanceof HTTPError) return true;
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && NETWORK_CODE.test(String(error.code)));
}

/** Carries out a command, a press or a form: the one place where anything that goes wrong with it is caught. */
export async function answer(interaction: Answerable, parts: AnswerParts): Promise<Ending> {
  const { contexts, explain, log } = parts;
  const requestId = interaction.id;
  const route = routeOf(interaction, parts.router);
  const known = route instanceof UserError ? null : route;
  let context: Context | null = null;
  let sending = false;
  const responder = respondTo(interaction, {
    // While it is not known what the caller prefers, their privacy goes first.
    isPrivate: () => known?.private || (context?.settings.privateReplies ?? true),
    deferAfterMs: known?.opensForm ? null : parts.deferAfterMs,
    onDeferFailed: (err) => log.warn({ requestId, err }, 'deferring failed'),
  });
  const command = known?.label ?? (interaction.isCommand() ? interaction.commandName : 'custom_id');

  async function run(found: Route): Promise<void> {
    context = await contexts.of(interaction);
    await checkPace(parts.limiter, interaction.user.id, found.pace, context.bot.now);
    checkAllowed(found.command, context);
    const reply = await found.run(context);
    sending = true;
    await responder.send(reply);
  }

  try {
    if (parts.stopping()) throw new UserError('errors.stopping');
    if (route instanceof UserError) throw route;
    await (route.opensForm ? within(parts.formWithinMs, run(route)) : run(route));
    return { command, outcome: 'ok' };
  } catch (error) {
    if (error instanceof DiscordAPIError && TOO_LATE.has(error.code)) {
      log.error({ requestId, err: error }, 'the answer came too late, or twice');
      return { command, outcome: 'unanswered' };
    }
    // Whatever it was, it was done: an apology would be wrong.
    if (sending && isUndelivered(error)) throw error;
    if (error instanceof TooFast) parts.onRateLimited(command);
    const t = (context as Context | null)?.t ?? contexts.words(interaction.locale);
    const { outcome, content } = explain(error, t, requestId);
    await responder.refuse(content);
    return { command, outcome };
  } finally {
    responder.close();
  }
}

/** Where it leads, or why nowhere: that is told like any other mistake. */
function routeOf(interaction: Answerable, router: Router): Route | UserError {
  try {
    return router.route(interaction);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
