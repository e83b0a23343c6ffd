import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Conflict } from '../../src/errors.ts';
import { useEdge } from '../support/edge.ts';
import { doing, gate, slowCommands } from '../support/slow-commands.ts';

const edge = useEdge(slowCommands);
const GUILD = '300000000000000001';

beforeAll(async () => {
  // Who is known not to prefer privacy waits in public.
  await edge.settings.of(edge.discord.member('alice').id, GUILD);
});

beforeEach(() => {
  doing.step = () => Promise.resolve();
  edge.deferAfter(60_000);
});

test('an interaction that comes again is answered when the first answer did not reach Discord', async () => {
  const before = edge.handled.length;
  let runs = 0;
  doing.step = () => {
    runs += 1;
    return Promise.resolve();
  };
  // edge.discord.js tries four times.
  await edge.discord.faults.set({ duplicate: true, rest: { status: 500, times: 4, routes: ['/callback'] } });
  const answer = await edge.discord.member('alice').slash('/slow');
  expect(answer.content).toBe('done');
  expect(edge.handled.slice(before).map(({ outcome }) => outcome)).toEqual(['unanswered', 'ok']);
  expect(runs).toBe(2);
  await edge.discord.faults.set({ duplicate: true });
  const once = edge.handled.length;
  expect((await edge.discord.member('alice').slash('/slow')).content).toBe('done');
  await edge.discord.faults.clear();
  expect((await edge.discord.member('alice').slash('/slow')).content).toBe('done');
  expect(edge.handled.slice(once)).toHaveLength(2);
});

describe('when a process died while it showed “thinking…”, the one that gets the interaction next', () => {
  /** As two processes: the first handles the first delivery, and never comes to an end. */
  async function diesThenAnswers(name: string, ends: () => Promise<void>) {
    const dying = edge.dispatchWith({ deferAfterMs: 0 });
    const next = edge.dispatchWith({});
    const thinking = gate();
    let deliveries = 0;
    let runs = 0;
    doing.step = () => {
      runs += 1;
      return runs === 1 ? new Promise(() => undefined) : thinking.opened.then(ends);
    };
    edge.receive((interaction) => {
      deliveries += 1;
      (deliveries === 1 ? dying : next).handle(interaction);
    });
    await edge.discord.gateway.duplicate(true);
    const alice = edge.discord.member('alice');
    const asking = alice.slash(name);
    await alice.receives((message) => ((message.flags ?? 0) & 128) !== 0);
    thinking.open();
    const answer = await asking;
    await edge.discord.gateway.duplicate(false);
    return answer;
  }

  test.each(['/slow', '/private'])('answers in its place: %s', async (name) => {
    const answer = await diesThenAnswers(name, () => Promise.resolve());
    expect(answer).toMatchObject({ deferred: true, content: 'done' });
  });

  test.each(['/slow', '/private'])('tells a mistake in its place: %s', async (name) => {
    const answer = await diesThenAnswers(name, () => Promise.reject(new Conflict('errors.staleButton')));
    expect(answer.text).toContain('out of date');
  });
});
