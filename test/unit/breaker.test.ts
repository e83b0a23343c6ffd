import { afterEach, expect, test } from '@jest/globals';
import { createBreaker, type BreakerState, type PoolBreaker } from '../../src/database/breaker.ts';
import { Unanswered } from '../../src/database/database-error.ts';
import { until } from '../support/until.ts';

let breaker: PoolBreaker;
/** Each question that was asked and has no answer yet. */
let questions: PromiseWithResolvers<void>[] = [];
const states: BreakerState[] = [];

function create(): void {
  states.length = 0;
  questions = [];
  breaker = createBreaker({
    ping() {
      const question = Promise.withResolvers<void>();
      questions.push(question);
      return question.promise;
    },
    suspectAfterMs: 1,
    askEveryMs: 1,
  });
  breaker.onChange((state) => void states.push(state));
}
afterEach(() => breaker.stop());

const lost = () => Object.assign(new Error('reset'), { code: 'ECONNRESET' });
async function fails(error: Error): Promise<void> {
  const failing = async () => {
    throw error;
  };
  await expect(breaker.connecting(failing)).rejects.toBe(error);
}
const asked = (count: number) => until('it is asked', () => questions.length >= count);

/** So many failures that nobody needs to be asked. */
const opensAtOnce = () => Promise.all(Array.from({ length: 5 }, () => fails(new Unanswered(1))));

test('what was asked before it opened says nothing of what is there since', async () => {
  create();
  const slow = Promise.withResolvers<void>();
  const waiting = breaker.running(() => slow.promise);
  await asked(1);
  await opensAtOnce();
  await asked(2);
  questions[1]?.resolve();
  await until('it is back', () => breaker.state === 'closed');
  questions[0]?.reject(new Unanswered(1));
  slow.reject(new Unanswered(1));
  await expect(waiting).rejects.toThrow('no answer');
  // Whatever was to be counted is, once something else was.
  await breaker.running(() => Promise.resolve());
  expect(states).toEqual(['open', 'half-open', 'closed']);
});

test('a question whose connection breaks is asked once more before it is proof', async () => {
  create();
  await fails(lost());
  await asked(1);
  questions[0]?.reject(lost());
  await asked(2);
  questions[1]?.resolve();
  await until('it is asked again', async () => {
    await fails(lost());
    await breaker.running(() => Promise.resolve());
    return questions.length >= 3;
  });
  expect(states).toEqual([]);
  questions[2]?.reject(lost());
  await asked(4);
  questions[3]?.reject(lost());
  await until('it is open', () => states.includes('open'));
});

test('a server that is full is there, also for one that was away', async () => {
  create();
  await opensAtOnce();
  await asked(1);
  questions[0]?.reject(Object.assign(new Error('too many clients'), { code: '53300' }));
  await until('it is closed', () => breaker.state === 'closed');
});
