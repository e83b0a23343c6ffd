import { beforeAll, expect, test } from '@jest/globals';
import type { Child } from '../support/child.ts';
import { useOstinato } from '../support/ostinato.ts';
import { until } from '../support/until.ts';

/** Two processes of the bot that get every interaction; the limits are those of production. */
const ostinato = useOstinato({ RATE_LIMIT_FACTOR: '1' });
let other: Child;
beforeAll(async () => {
  other = await ostinato.startAnother();
  // Until the first has heard of it, the second lets Discord decide, and both may show the same.
  await until('they know of each other', async () => {
    const { id } = await ostinato.discord.member('alice').slash('/about');
    await until('both have logged it', () => outcomesOf(id).length === 2);
    return outcomesOf(id).includes('elsewhere');
  });
});

/** What each process wrote down of an interaction. */
function outcomesOf(requestId: string): string[] {
  return [ostinato.bot, other].flatMap(({ output }) =>
    output
      .split('\n')
      .filter((line) => line.includes('"msg":"interaction"') && line.includes(`"${requestId}"`))
      .map((line) => (JSON.parse(line) as { outcome: string }).outcome),
  );
}

test('one answers, the other says so, and the limit of a person counts an interaction once', async () => {
  const chloe = ostinato.discord.member('chloe');
  const list = () => chloe.slash('/playlist list');
  const answers = [];
  for (let n = 0; n < 30; n += 1) answers.push(await list());
  expect(answers.filter(({ text }) => text.includes('<t:'))).toEqual([]);
  const refused = await list();
  expect(refused.text).toContain('<t:');
  for (const { id, deferred } of answers) {
    await until('both have logged it', () => outcomesOf(id).length === 2);
    // Where a slow machine thinks first, the other may take the place of that, with the same answer.
    expect(outcomesOf(id).sort()).toEqual([
      deferred ? expect.stringMatching(/^(elsewhere|ok)$/) : 'elsewhere',
      'ok',
    ]);
  }
  await until('both have logged it', () => outcomesOf(refused.id).length === 2);
  expect(outcomesOf(refused.id).sort()).toEqual(['elsewhere', 'refused']);
});
