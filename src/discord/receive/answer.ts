import { InteractionContextType } from 'discord.js';
import { isOpen } from '../../domain/ownership/audience.ts';
import { UserError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { RateLimiter } from '../../rate-limits/rate-limiter.ts';
import { certain, type Others } from './certain.ts';
import { checkAllowed } from '../declare/allowed.ts';
import type { Command } from '../declare/command.ts';
import type { Context, DiscordQuestions } from '../declare/context.ts';
import type { Contexts } from './context.ts';
import type { createExplainer } from './explain.ts';
import type { Ending } from './handled.ts';
import { checkPace, TooFast } from './pace.ts';
import { respondTo, type Answerable } from '../send/responder.ts';
import { own, type Route, type Router } from './route.ts';
import { isAnsweredElsewhere, isTooLate, isUndelivered } from '../send/too-late.ts';
import { within } from './within.ts';

export interface AnswerParts {
  mention: DiscordQuestions['mention'];
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
  others: Others;
  /** Waits for as long as another process may be about to answer what came at a moment (`performance.now()`). */
  courtesy(arrivedAt: number): Promise<void>;
}

/** Milliseconds in which a form must be there: nothing can be shown while it is not. */
export const FORM_WITHIN_MS = 2_000;

/** Carries out a command, a press or a form: the one place where anything that goes wrong with it is caught. */
export async function answer(interaction: Answerable, parts: AnswerParts): Promise<Ending> {
  const { contexts, explain, log, others } = parts;
  const requestId = interaction.id;
  const arrivedAt = performance.now();
  const courtesy = () => parts.courtesy(arrivedAt);
  const route = routeOf(interaction, parts.router);
  const known = route instanceof UserError ? null : route;
  const isAlone = interaction.context === InteractionContextType.BotDM;
  let context: Context | null = null;
  let sending = false;
  const responder = respondTo(interaction, {
    // While it is not known what the caller prefers, their privacy goes first.
    prefersPrivate: () => context?.settings.privateReplies ?? true,
    isForAllHere: ({ about }) => isAlone || (context !== null && isOpen(about, context.caller)),
    isAlone,
    deferAfterMs: known?.opensForm || parts.stopping() ? null : parts.deferAfterMs,
    // Whoever takes our place is at it; and a form shows no “thinking…” that could be taken over.
    mayTakeOver: () => !parts.stopping() && !known?.opensForm,
    onDeferFailed(err) {
      if (isAnsweredElsewhere(err)) others.met();
      else log.warn({ requestId, err }, 'deferring failed');
    },
  });
  const command = known?.label ?? (interaction.isCommand() ? interaction.commandName : 'custom_id');

  function unanswered(error: unknown): Ending {
    if (isAnsweredElsewhere(error)) {
      others.met();
      return { command, outcome: 'elsewhere' };
    }
    log.error({ requestId, err: error }, 'the answer was refused by Discord or came too late');
    return { command, outcome: 'unanswered' };
  }

  async function run(found: Route): Promise<void> {
    context = await contexts.of(interaction);
    await checkPace(parts.limiter, interaction, found.pace, context.now);
    checkAllowed(found.command, context);
    // Who takes itself for alone may refuse it at this moment: Discord lets one of the two.
    if (others.mayBeUnknown() && !found.opensForm) await responder.claim();
    const reply = await found.run(context);
    sending = true;
    await responder.send(reply);
  }

  try {
    if (parts.stopping()) {
      // A process that takes our place has the event, too: it answers, and only where there is none do we.
      await courtesy();
      throw new UserError('errors.stopping');
    }
    if (route instanceof UserError) throw route;
    await (route.opensForm ? within(parts.formWithinMs, run(route)) : run(route));
    return { command, outcome: 'ok' };
  } catch (error) {
    if (isAnsweredElsewhere(error) || isTooLate(error)) return unanswered(error);
    // Whatever it was, it was done: an apology would be wrong.
    if (sending && isUndelivered(error)) return unanswered(error);
    // Whoever did it is about to say so, with more to tell than that.
    if (error instanceof UserError && error.key === 'errors.doneAlready') await courtesy();
    const told = await certain(error, { others, responder, courtesy });
    if (told === null) return { command, outcome: 'elsewhere' };
    const t = (context as Context | null)?.t ?? contexts.words(interaction.locale);
    const { outcome, content } = explain(
      told,
      t,
      requestId,
      known ? lookOf(known.command, parts.mention) : undefined,
    );
    try {
      // The “thinking…” of another process is left to that one, which may know more.
      await responder.refuse(content, outcome !== 'storage');
    } catch (undelivered) {
      return unanswered(undelivered);
    }
    // Only who was told counts: another process that has the interaction as well may be the one to tell them.
    if (error instanceof TooFast) parts.onRateLimited(command);
    return { command, outcome };
  } finally {
    responder.close();
  }
}

/** What shows somebody whether something is saved: the list of the same command, or what comes closest. */
function lookOf({ name, subcommands }: Command, mention: DiscordQuestions['mention']): string | undefined {
  const look = ['list', 'view', 'show'].find((one) => own(subcommands, one));
  return look && mention(`${name} ${look}`);
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
