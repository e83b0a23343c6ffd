import { setTimeout as sleep } from 'node:timers/promises';
import type { AutocompleteInteraction, Interaction } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { Translations } from '../../locales/translate.ts';
import type { Logger } from '../../logger.ts';
import type { CallerSettingsCache } from '../../models/person/caller-settings.ts';
import type { RateLimiter } from '../../rate-limits/rate-limiter.ts';
import { withRequest, type RequestTally } from '../../request.ts';
import { answer, FORM_WITHIN_MS, type AnswerParts } from './answer.ts';
import { NOBODY, type Others } from './certain.ts';
import type { Command } from '../declare/command.ts';
import { registeredName } from '../declare/command-json.ts';
import type { Services } from '../declare/context.ts';
import { createContexts } from './context.ts';
import { createExplainer } from './explain.ts';
import type { Ending, Handled } from './handled.ts';
import { DEFER_AFTER_MS, type Answerable } from '../send/responder.ts';
import { createRouter } from './route.ts';
import { suggest } from './suggest.ts';

export interface DispatchOptions {
  commands: readonly Command[];
  services: Services;
  settings: CallerSettingsCache;
  translations: Translations;
  log: Logger;
  limiter: RateLimiter;
  /** The metrics' hooks. */
  onHandled?(handled: Handled): void;
  onRateLimited?(command: string): void;
  /** Milliseconds after which an answer that is not there yet shows “thinking…”. */
  deferAfterMs?: number;
  /** Milliseconds after which a form that is not there yet will not come. */
  formWithinMs?: number;
  /** Other processes that get the same interactions; nobody unless told. */
  others?: Others;
  /** Milliseconds, from its arrival on, for which an interaction is left to another process. */
  courtesyMs?: number;
}

/** Takes interactions in, each handled apart from the others. */
export interface Dispatcher {
  handle(interaction: Interaction): void;
  /** Carries out nothing that comes from now on, and waits for what is running. */
  drain(): Promise<void>;
  /** Waits until what came while draining is answered, by whomever. Call it when nothing can come any more. */
  settle(): Promise<void>;
}

/**
 * Milliseconds. Another process has deferred, opened its form or sent its choices by then; and what is left of
 * Discord's three seconds is enough for us to say something, where there is none.
 */
const COURTESY_MS = 2_200;

/** How many interactions a process remembers to have taken in. */
const REMEMBERED = 10_000;

/** What commands have handlers for: other kinds nobody can send, since no command declares them. */
function isHandled(
  interaction: Interaction,
): interaction is Interaction & (Answerable | AutocompleteInteraction) {
  return (
    interaction.isChatInputCommand() ||
    interaction.isContextMenuCommand() ||
    interaction.isMessageComponent() ||
    interaction.isModalSubmit() ||
    interaction.isAutocomplete()
  );
}

function kindOf(interaction: Answerable | AutocompleteInteraction): Handled['kind'] {
  if (interaction.isAutocomplete()) return 'autocomplete';
  if (interaction.isMessageComponent()) return 'component';
  return interaction.isModalSubmit() ? 'form' : 'command';
}

export function createDispatcher(options: DispatchOptions): Dispatcher {
  const { commands, services, translations, log } = options;
  // One line for each interaction, whose fields are all ours: looking for secrets in it would cost more than it does.
  const lines = log.child({}, { redact: [] });
  const running = new Set<Promise<boolean>>();
  const leftToOthers = new Set<Promise<boolean>>();
  // A resumed gateway may deliver again what was taken in: unless Discord has the first one's answer, the next answers.
  const seen = new LRUCache<string, Promise<boolean>>({ max: REMEMBERED });
  let stopping = false;
  const parts: AnswerParts = {
    contexts: createContexts(options),
    router: createRouter(commands, (command) => registeredName(command, translations)),
    explain: createExplainer(translations, log),
    limiter: options.limiter,
    onRateLimited: (command) => options.onRateLimited?.(command),
    log,
    deferAfterMs: options.deferAfterMs ?? DEFER_AFTER_MS,
    formWithinMs: options.formWithinMs ?? FORM_WITHIN_MS,
    stopping: () => stopping,
    others: options.others ?? NOBODY,
    mention: services.discord.mention,
    async courtesy(arrivedAt) {
      const left = arrivedAt + (options.courtesyMs ?? COURTESY_MS) - performance.now();
      if (left > 0) await sleep(left);
    },
  };

  async function handleOne(
    interaction: Answerable | AutocompleteInteraction,
    tally: RequestTally,
  ): Promise<boolean> {
    const startedAt = performance.now();
    const { requestId } = tally;
    const kind = kindOf(interaction);
    let ending: Ending = { command: kind, outcome: 'unanswered' };
    try {
      ending = interaction.isAutocomplete()
        ? await suggest(interaction, parts)
        : await answer(interaction, parts);
    } catch (err) {
      log.error({ requestId, err }, 'sending the answer failed');
    }
    const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
    const handled: Handled = { kind, durationMs, ...ending, ...tally };
    lines.info(handled, 'interaction');
    options.onHandled?.(handled);
    return ending.outcome !== 'unanswered';
  }

  async function handleAgain(
    interaction: Answerable | AutocompleteInteraction,
    tally: RequestTally,
    earlier: Promise<boolean>,
  ): Promise<boolean> {
    const answered = await earlier;
    log.info({ requestId: tally.requestId, answered }, 'duplicate interaction');
    return answered || handleOne(interaction, tally);
  }

  return {
    handle(interaction) {
      if (!isHandled(interaction)) {
        log.warn({ requestId: interaction.id, type: interaction.type }, 'unsupported interaction type');
        return;
      }
      const earlier = seen.get(interaction.id);
      const handling = withRequest(
        interaction.id,
        (tally) => (earlier ? handleAgain(interaction, tally, earlier) : handleOne(interaction, tally)),
        interaction.user.id,
      );
      seen.set(interaction.id, handling);
      const among = stopping ? leftToOthers : running;
      among.add(handling);
      void handling.finally(() => among.delete(handling));
    },

    async drain() {
      stopping = true;
      await Promise.all(running);
    },

    async settle() {
      await Promise.all(leftToOthers);
    },
  };
}
