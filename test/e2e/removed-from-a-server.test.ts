import { expect, test } from '@jest/globals';
import { purge } from '../../src/jobs/purge.ts';
import { createLogger } from '../../src/logger.ts';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';
import { until } from '../support/until.ts';

const ostinato = useOstinato({ LOG_LEVEL: 'debug' });
everybodyReadsEnglish(ostinato);
const GUILD = '300000000000000002';
const dieter = () => ostinato.discord.member('dieter', { guild: 'night-owls' });
const leftAt = async () => {
  const [row] = await ostinato.database.knex('guilds').select('left_at').where({ id: GUILD });
  return (row as { left_at: Date | null } | undefined)?.left_at ?? null;
};

test('an outage is no removal', async () => {
  await dieter().slash('/playlist create', { name: 'Kept', scope: 'server' });
  await ostinato.discord.faults.set({ unavailableGuilds: ['night-owls'] });
  await ostinato.restart();
  await until(
    'the servers were compared',
    () => ostinato.bot.output.includes('servers reconciled') || undefined,
  );
  expect(await leftAt()).toBeNull();
  await ostinato.discord.faults.clear();
});

test('a removal starts thirty days, and coming back within them brings everything back', async () => {
  await ostinato.discord.faults.set({ guildsWithoutBot: ['night-owls', 'elsewhere'] });
  await ostinato.restart();
  await until('it is marked', async () => (await leftAt()) ?? undefined);
  await purge(ostinato.database.knex, createLogger('silent'));
  await ostinato.discord.faults.clear();
  await ostinato.restart();
  await until('the mark is off', async () => ((await leftAt()) === null ? true : undefined));
  expect((await dieter().slash('/playlist show', { playlist: 'Kept' })).text).toContain('Kept');
});

test('after thirty days what was the server’s is gone', async () => {
  await ostinato.database
    .knex('guilds')
    .where({ id: GUILD })
    .update({ left_at: new Date(Date.now() - 31 * 86_400_000) });
  await purge(ostinato.database.knex, createLogger('silent'));
  expect((await dieter().slash('/playlist show', { playlist: 'Kept' })).content).toContain(
    'I can’t find a playlist',
  );
});
