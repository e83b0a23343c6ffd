/**
 * People at work in a local Discord, as a process of its own: `load-process.ts URL LEDGER TAG PAUSE_MS`. It knows the
 * bot by what Discord shows only, and keeps a ledger of it. The message `stop` lets each of them finish what they do.
 */
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type Where } from '../../../playground/driver/connect.ts';
import { createAsker, type Asker } from './asker.ts';
import type { Entry } from './ledger.ts';
import { livePlaylist, type Lane } from './playlist-life.ts';
import { readZone } from '../../../src/domain/time/zones/read-zone.ts';
import { zoneState } from './states.ts';

/** Who acts where; those with the same name are one person with two devices. */
const PEOPLE: readonly (Where & { key: string })[] = [
  { key: 'alice' },
  { key: 'bob' },
  { key: 'chloe' },
  { key: 'dieter' },
  { key: 'mallory' },
  { key: 'yuki' },
  { key: 'alice', guild: 'night-owls' },
  { key: 'bob', guild: 'night-owls' },
  { key: 'chloe', dm: true },
  { key: 'dieter', guild: 'night-owls' },
];

/** Who changes the settings of the server they are in. */
const MANAGERS = [
  { key: 'alice', guild: 'listening-room' },
  { key: 'dieter', guild: 'night-owls' },
] as const;

/** Of everything asked, this share changes preferences or settings, for those who do. */
const SETTINGS_SHARE = 0.1;

/** How many times as long the pause is after something was not saved. */
const CALM = 5;

const [url = '', ledger = '', tag = '', pauseMs = '100'] = process.argv.slice(2);
const discord = await connect(url);
let stopping = false;
process.on('message', (message) => {
  if (message === 'stop') stopping = true;
});
// Whoever started this is gone.
process.on('disconnect', () => process.exit(1));

const write = (entry: Entry) => appendFileSync(ledger, `${JSON.stringify(entry)}\n`);
// Those that are kept under the name by which they are asked for.
const zones = Intl.supportedValuesOf('timeZone').filter((zone) => {
  const read = readZone(zone, new Date());
  return read.kind === 'zone' && read.zone === zone;
});
let zone = 0;
/** Each is used once only: that it is there says whose doing it is. */
const nextZone = () => zones[zone++ % zones.length] ?? 'UTC';

/** Numbers from 0 to 1 that are the same for the same seed. Source: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function setPreferences(key: string, ask: Asker): Promise<void> {
  const member = discord.member(key);
  const timezone = nextZone();
  await ask({
    verb: 'preferences set',
    thing: `preferences ${member.id}`,
    after: zoneState(timezone),
    success: 'card',
    ask: () => member.slash('/preferences set', { timezone }),
  });
}

async function setSettings({ key, guild }: (typeof MANAGERS)[number], ask: Asker): Promise<void> {
  const timezone = nextZone();
  await ask({
    verb: 'settings set',
    thing: `settings ${discord.world.guilds.find((one) => one.key === guild)?.id}`,
    after: zoneState(timezone),
    success: 'settings.changed',
    ask: () => discord.member(key, { guild }).slash('/settings set', { timezone }),
  });
}

async function live(where: (typeof PEOPLE)[number], number: number): Promise<void> {
  const { key } = where;
  const asker = createAsker(key, write);
  let calm = 1;
  // Whoever is told to try again in a moment does; ten people who hammer would keep a busy machine from recovering.
  const ask: Asker = async (wish) => {
    const told = await asker(wish);
    calm = told.outcome === 'nothing saved' ? CALM : 1;
    return told;
  };
  const random = randomFrom(number + 1);
  const isFirst = PEOPLE.findIndex((one) => one.key === key) === number;
  const manages = MANAGERS.find((one) => one.key === key);
  async function pause(): Promise<boolean> {
    if (stopping) return false;
    await sleep(Number(pauseMs) * calm * (0.5 + random()));
    if (isFirst && random() < SETTINGS_SHARE) {
      if (manages && random() < 0.5) await setSettings(manages, ask);
      else await setPreferences(key, ask);
    }
    return !stopping;
  }
  const lane: Lane = { member: discord.member(key, where), ask, token: `${tag}l${number}`, random, pause };
  for (let nth = 1; await pause(); nth += 1) await livePlaylist(lane, nth);
}

await Promise.all(PEOPLE.map(live));
process.exit(0);
