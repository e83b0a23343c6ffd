import type { Answer } from '../../../playground/driver/answer.ts';
import type { Entry, Outcome } from './ledger.ts';
import { keyOf } from './sentences.ts';

/** Milliseconds after which a person gives up on an answer: later than any that the bot still gives. */
const PATIENCE_MS = 12_000;

/** What somebody asks for, and how they would know that they got it. */
export interface Wish {
  verb: string;
  /** See {@link Entry}; left out for what only reads. */
  thing?: string;
  after?: string;
  /** The string that says that it is done, or `card`, `form` or `choices` for what is no sentence. */
  success: string;
  /** It is a mistake on purpose: this is the string that says so. */
  mistake?: string;
  ask(): Promise<Answer>;
  /** Looks at what was shown; a sentence when it cannot be. */
  check?(answer: Answer): string | undefined;
}

/** One person, who asks for one thing after the other; `write` keeps the ledger. */
export function createAsker(who: string, write: (entry: Entry) => void) {
  /** Asks, waits for the answer, writes it down. */
  return async function ask(wish: Wish): Promise<{ outcome: Outcome; answer: Answer | undefined }> {
    const askedAt = Date.now();
    let answer: Answer | undefined;
    let failure = '';
    try {
      answer = await inTime(wish.ask());
    } catch (error) {
      failure = error instanceof Error ? error.message.slice(0, 200) : String(error);
    }
    const { outcome, said } = answer ? read(answer, wish) : { outcome: 'unknown' as const, said: failure };
    let wrong: string | undefined;
    if (outcome === 'refused' && said !== wish.mistake) wrong = `refused: ${said}`;
    if (outcome === 'acknowledged' && wish.mistake) wrong = 'a mistake was carried out';
    if (outcome === 'acknowledged' && answer) wrong ??= wish.check?.(answer);
    write({
      who,
      verb: wish.verb,
      thing: wish.thing ?? '',
      after: wish.after ?? '',
      askedAt,
      answeredAt: Date.now(),
      outcome,
      ...(answer && isDenied(answer) ? { denied: true } : {}),
      said,
      ...(wrong === undefined ? {} : { wrong }),
    });
    return { outcome, answer };
  };
}

/** What sentences mean that are neither a success nor a mistake of the caller's. */
const MEANING: Record<string, Outcome> = {
  'errors.storage': 'nothing saved',
  'errors.busy': 'nothing saved',
  'errors.stopping': 'nothing saved',
  'errors.storageInDoubt': 'unknown',
  'errors.storageInDoubtLook': 'unknown',
  'errors.fault': 'fault',
};

/** Whether any process told them that nothing was saved, also where something else has taken its place since. */
function isDenied({ view }: Answer): boolean {
  return view.received.some(
    ({ status, body }) => status < 400 && MEANING[keyOf(contentOf(body))] === 'nothing saved',
  );
}

/** What a first response, or a message, says. */
function contentOf(body: unknown): string {
  const { content, data } = (body ?? {}) as { content?: unknown; data?: { content?: unknown } | null };
  const said = content ?? data?.content;
  return typeof said === 'string' ? said : '';
}

/** Somebody who asks. */
export type Asker = ReturnType<typeof createAsker>;

function read(answer: Answer, { success }: Wish): { outcome: Outcome; said: string } {
  if (answer.failed) return { outcome: 'unknown', said: 'The application did not respond' };
  if (success === 'form' && answer.modal) return { outcome: 'acknowledged', said: 'a form' };
  if (success === 'choices') return { outcome: 'acknowledged', said: 'choices' };
  // After a public "thinking…" the sentence for the caller alone comes beside it.
  const sentence = answer.followups.at(-1)?.content ?? answer.content;
  const said = keyOf(sentence) || sentence.slice(0, 200);
  const outcome = MEANING[said];
  if (outcome) return { outcome, said };
  const isDone = said === success || said === 'errors.doneAlready';
  if (isDone || (success === 'card' && answer.embeds.length > 0)) return { outcome: 'acknowledged', said };
  return { outcome: 'refused', said };
}

async function inTime(asked: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
