import { test, expect } from '@jest/globals';
import { connect } from '../../playground/driver/connect.ts';
import { describeInBrowser, useLittleDiscord } from './little-discord.ts';

describeInBrowser('a bot that never answers', () => {
  const little = useLittleDiscord({ as: 'bob' }, { firstResponseMs: 1 });

  test('is said not to have responded; that stays where it was, and newer messages go below it', async () => {
    const { page, use, messages } = little.page;
    const silent = page.getByText('The application did not respond');
    await use('silence');
    await silent.waitFor();
    await (await connect(little.url)).member('chloe').say('One more');
    await messages.last().getByText('One more').waitFor();
    await use('silence');
    await silent.nth(1).waitFor();
    const order = (await page.getByRole('log').innerText()).match(/did not respond|One more/g);
    expect(order).toEqual(['did not respond', 'One more', 'did not respond']);
  });
});
