import type { Faults, GatewayAct, World } from '../../protocol.ts';
import { sentence } from './actions.ts';
import { say } from './notice.ts';
import type { Page } from './state.ts';

// As protocol.ts tells it.
const closedAtStart = ['mallory'];
const withoutBotAtStart = ['elsewhere'];

/** Loads which faults are on. */
export async function loadFaults(page: Page): Promise<void> {
  page.store.set({ faults: await page.api.faults().catch(() => null) });
}

// One after the other: each is put on top of what the one before came to.
let changing: Promise<void> = Promise.resolve();

/** Changes some faults; the others stay as they are. */
export async function changeFaults(page: Page, patch: Partial<Faults>): Promise<void> {
  changing = changing.then(() => set(page, { ...page.store.get().faults, ...patch }));
  await changing;
}

/** Mends everything. */
export async function clearFaults(page: Page): Promise<void> {
  await set(page, {});
}

async function set(page: Page, faults: Partial<Faults>): Promise<void> {
  try {
    page.store.set({ faults: await page.api.setFaults(faults) });
  } catch (error) {
    say(page, sentence(error));
  }
}

/** Lets something happen to the bot's connections. */
export async function shakeGateway(page: Page, act: GatewayAct): Promise<void> {
  try {
    const { connections } = await page.api.gateway(act);
    say(page, connections === 1 ? 'Done to one connection.' : `Done to ${connections} connections.`);
  } catch (error) {
    say(page, sentence(error));
  }
}

/** What goes wrong on purpose, a few words each; empty when all is as it was at the start. */
export function describeFaults(faults: Faults | null, world: World): string[] {
  if (!faults) return [];
  const { latency, duplicate, rest, closedDms, unavailableGuilds, guildsWithoutBot, leftMembers, database } =
    faults;
  const person = (key: string): string => {
    const user = world.people.find((each) => each.key === key)?.user;
    return user?.global_name ?? key;
  };
  const guild = (key: string): string => world.guilds.find((each) => each.key === key)?.name ?? key;
  const added = (now: string[], start: string[]): string[] => now.filter((key) => !start.includes(key));
  return [
    ...(latency.restMs > 0 ? [`REST answers ${latency.restMs} ms late`] : []),
    ...(latency.gatewayMs > 0 ? [`gateway events ${latency.gatewayMs} ms late`] : []),
    ...(duplicate ? ['interactions delivered twice'] : []),
    ...(database === 'down' ? ['the database is down'] : []),
    ...(rest ? [`REST answers ${rest.status}`] : []),
    ...added(closedDms, closedAtStart).map((key) => `${person(key)}’s direct messages are closed`),
    ...added(closedAtStart, closedDms).map((key) => `${person(key)}’s direct messages are open`),
    ...unavailableGuilds.map((key) => `${guild(key)} has an outage`),
    ...added(guildsWithoutBot, withoutBotAtStart).map((key) => `${guild(key)} has removed the bot`),
    ...added(withoutBotAtStart, guildsWithoutBot).map((key) => `${guild(key)} has added the bot`),
    ...leftMembers.map((one) => {
      const [where = '', who = ''] = one.split('/');
      return `${person(who)} has left ${guild(where)}`;
    }),
  ];
}
