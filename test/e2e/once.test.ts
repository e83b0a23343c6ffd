import { expect, test } from '@jest/globals';
import { useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato();

test('an interaction that the gateway delivers twice is carried out once, and answered', async () => {
  const alice = ostinato.discord.member('alice');
  await alice.slash('/playlist create', { name: 'Once' });
  await ostinato.discord.gateway.duplicate(true);
  for (let n = 1; n <= 5; n += 1) {
    const answer = await alice.slash('/playlist add', { playlist: 'Once', track: `T${n}` });
    expect(answer.content).toBe(`Added **T${n}** to **Once** at position ${n}.`);
  }
  await ostinato.discord.gateway.duplicate(false);
  expect((await alice.slash('/playlist show', { playlist: 'Once' })).text).toContain('5 tracks');
});
