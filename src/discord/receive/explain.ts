import { randomBytes } from 'node:crypto';
import { Busy, OutcomeUnknown, reasonOf, StorageUnavailable, UserError } from '../../errors.ts';
import type { Translate, Translations } from '../../locales/translate.ts';
import type { Logger } from '../../logger.ts';
import type { Outcome } from './handled.ts';

/** What a person is told of an error, and how it counts. */
export interface Explanation {
  outcome: Outcome;
  content: string;
}

/**
 * Turns errors into sentences: a user's mistake into advice, anything else into an apology whose details are in the
 * log. `look` mentions the command that shows the saved state.
 */
export function createExplainer(translations: Translations, log: Logger) {
  const wordOf = (key: string, t: Translate) => (translations.has(key) ? t(key) : '');

  /** An option as the person sees it, and a value that it takes. */
  function named({ params: { option, choice } }: UserError, t: Translate): Record<string, string> {
    if (option === undefined) return {};
    const example = choice === undefined ? `examples.${option}` : `choices.${option}.${choice}`;
    return { option: wordOf(`names.options.${option}`, t), example: wordOf(example, t) };
  }

  return function explain(error: unknown, t: Translate, requestId: string, look?: string): Explanation {
    if (error instanceof UserError && translations.has(error.key)) {
      return { outcome: 'refused', content: t(error.key, { ...error.params, ...named(error, t) }) };
    }
    if (error instanceof StorageUnavailable) {
      // The breaker has already logged the outage: one line per interaction is enough.
      if (error.cause === undefined)
        log.debug({ requestId }, 'storage unavailable; the circuit breaker is open');
      else log.warn({ requestId, reason: reasonOf(error) }, 'storage unavailable');
      if (error instanceof Busy) return { outcome: 'storage', content: t('errors.busy') };
      if (!(error instanceof OutcomeUnknown)) return { outcome: 'storage', content: t('errors.storage') };
      const content =
        look === undefined ? t('errors.storageInDoubt') : t('errors.storageInDoubtLook', { look });
      return { outcome: 'storage', content };
    }
    const errorId = randomBytes(4).toString('hex');
    log.error({ requestId, errorId, err: error }, 'unexpected error');
    return { outcome: 'fault', content: t('errors.fault', { errorId }) };
  };
}
