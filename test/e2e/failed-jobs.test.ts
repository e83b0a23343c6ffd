import { expect, test } from '@jest/globals';
import { everybodyReadsEnglish, useOstinato } from '../support/ostinato.ts';

const ostinato = useOstinato();
everybodyReadsEnglish(ostinato);

test('the owner retries a failed job, and discards another, once each however many press', async () => {
  const owner = ostinato.discord.member(ostinato.discord.world.people[0]?.key ?? '');
  await ostinato.database.knex('pgboss.job').where({ name: 'reminders_dead' }).delete();
  const bury = (reason: string) =>
    ostinato.database.knex.raw(
      `insert into pgboss.job (name, data, output, source_name) select 'reminders_dead', jsonb_build_object('reminderId', gen_random_uuid()), jsonb_build_object('reason', cast(? as text)), 'reminders'`,
      [reason],
    );
  await bury('Error: one');
  await bury('Error: two');
  const [first, second] = [await owner.slash('/about'), await owner.slash('/about')];
  const choose = async (shown: typeof first, reason: string) => {
    const list = await shown.press('Failed jobs');
    expect(list.content).toContain('These jobs failed for good');
    const menus = (list.message?.components ?? []).flatMap((row) =>
      'components' in row ? row.components.flatMap((one) => ('options' in one ? one.options : [])) : [],
    );
    return list.select(null, [menus.find(({ description }) => description === reason)?.value ?? '']);
  };
  const [mine, again] = [await choose(first, 'Error: one'), await choose(second, 'Error: one')];
  expect(mine.text).toMatch(/Failed: reminders, .* after 1 attempt: Error: one/);
  expect((await mine.press('Retry')).content).toContain('The reminders job will run again in a moment.');
  expect((await again.press('Retry')).content).toContain('This job has already been retried or discarded');
  const other = await choose(await owner.slash('/about'), 'Error: two');
  const asked = await other.press('Discard');
  expect(asked.content).toContain('this cannot be undone');
  const dropped = await asked.press('Discard');
  expect(dropped.content).toContain('The job has been discarded.');
  expect(dropped.content).toContain('No jobs have failed for good.');
});

test('a queue is called by its name on a button, where no markup is read', async () => {
  const owner = ostinato.discord.member(ostinato.discord.world.people[0]?.key ?? '');
  const { rows } = await ostinato.database.knex.raw<{ rows: { id: string }[] }>(
    `insert into pgboss.job (name, data, source_name)
     select 'reminders_closed_dead', jsonb_build_object('reminderId', gen_random_uuid()), 'reminders_closed' returning id`,
  );
  const list = await (await owner.slash('/about')).press('Failed jobs');
  const shown = await list.select(null, [rows[0]?.id ?? '']);
  expect(shown.buttons.map(({ label }) => label)).toContain('Retry all of reminders_closed');
});
