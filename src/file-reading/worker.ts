import { UserError, type MessageParams } from '../errors.ts';
import { READERS, type SentFile } from './readers.ts';

/** What the worker sends back: an error loses its class on the way, so a refusal is told as data. */
export type Outcome = { value: unknown } | { refused: { key: string; params: MessageParams } };

/** The worker's entry: reads one file. */
export function read([kind, ...given]: [string, SentFile, ...unknown[]]): Outcome {
  const reader = READERS[kind as keyof typeof READERS] as (...given: unknown[]) => unknown;
  try {
    return { value: reader(...given) };
  } catch (error) {
    if (error instanceof UserError) return { refused: { key: error.key, params: error.params } };
    throw error;
  }
}
