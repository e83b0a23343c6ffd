import { expect, test } from '@jest/globals';
import type { World } from '../../playground/protocol.ts';
import { describeInBrowser, useLittleDiscord } from './little-discord.ts';

describeInBrowser('the faults', () => {
  const little = useLittleDiscord();

  test('say who is a member: who is unticked has left, and is back when ticked', async () => {
    const { page } = little.page;
    const members = async () => {
      const world = (await (await fetch(`${little.url}/playground/world`)).json()) as World;
      return world.guilds[0]?.members.map(({ key }) => key);
    };
    await page.getByRole('button', { name: 'Faults' }).click();
    const dieter = page
      .getByRole('group', { name: 'Members of The Listening Room' })
      .getByRole('checkbox', { name: 'Dieter' });
    await dieter.uncheck();
    const told = page.getByText('On now: Dieter has left The Listening Room');
    await told.waitFor();
    expect(await members()).not.toContain('dieter');
    await dieter.check();
    await told.waitFor({ state: 'detached' });
    expect(await members()).toContain('dieter');
  });
});
