import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { StorageUnavailable } from '../../src/errors.ts';
import { createLogger } from '../../src/logger.ts';
import { joinPeers, type Membership, type SessionStarts } from '../../src/peers/peers.ts';
import { createProcesses, type Processes } from '../../src/peers/processes.ts';
import { useDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const database = useDatabase();
const log = createLogger('silent');
const EVERY_MS = 20;

/** Sessions that Discord still lets the bot start. */
let remaining = 1_000;
let asked = 0;
const sessionStarts = (): Promise<SessionStarts> => {
  asked += 1;
  return Promise.resolve({ remaining, resetAfterMs: 60_000 });
};

/** A process whose way to the database can be cut. */
interface Process extends Membership {
  id: string;
  /** Resolves when nothing is under way any more. */
  cut(): Promise<unknown>;
  mend(): void;
}
let running: Process[] = [];

async function start(aloneForMs = 60_000): Promise<Process> {
  const id = randomUUID();
  const real = createProcesses(database.knex, id);
  let isCut = false;
  let underWay: Promise<unknown> = Promise.resolve();
  function through<T>(ask: () => Promise<T>): Promise<T> {
    if (isCut) return Promise.reject(new StorageUnavailable('cut off'));
    const asking = ask();
    underWay = Promise.allSettled([asking]);
    return asking;
  }
  const processes: Processes = {
    look: (since) => through(() => real.look(since)),
    saw: (now) => through(() => real.saw(now)),
    leave: () => through(() => real.leave()),
  };
  const membership = await joinPeers({ processes, log, everyMs: EVERY_MS, aloneForMs });
  const started = {
    ...membership,
    id,
    cut() {
      isCut = true;
      return underWay;
    },
    mend: () => void (isCut = false),
  };
  running.push(started);
  return started;
}

/** Makes it one that gets interactions, which costs a session. */
function connect(one: Process): void {
  remaining -= 1;
  one.connected(sessionStarts);
}

beforeEach(() => {
  remaining = 1_000;
  asked = 0;
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.leave()));
  running = [];
  await database.knex.raw('truncate processes');
});

test('a process is alone until another one comes, and again when that one has left', async () => {
  const one = await start();
  connect(one);
  expect(one.alone()).toBe(true);
  expect(one.mayBeUnknown()).toBe(false);
  const other = await start();
  expect(other.alone()).toBe(false);
  await until('the first has heard of it', () => !one.alone());
  await until('the second knows that', () => !other.mayBeUnknown());
  await other.leave();
  await until('the first has heard of that', () => one.alone());
});

test('another that answered is one, whatever the database said before', async () => {
  const one = await start();
  one.met();
  expect(one.alone()).toBe(false);
  await until('it has looked again', () => one.alone());
});

test('one that is cut off stays alone for as long as Discord has started no session since', async () => {
  const one = await start(1_000);
  connect(one);
  await until('it has asked Discord', () => asked > 0);
  await one.cut();
  const before = asked;
  // For longer than what it saw itself would hold.
  await until('it has asked for long', () => asked > before + 60);
  expect(one.alone()).toBe(true);
  const other = await start();
  connect(other);
  await until('it has heard of it', () => !one.alone());
  // And it does not forget it.
  await other.leave();
  expect(one.alone()).toBe(false);
});

test('one that is cut off before it could ask Discord is alone for a while, and no longer', async () => {
  const one = await start(200);
  await one.cut();
  expect(one.alone()).toBe(true);
  await until('it can no longer know', () => !one.alone());
});

test('one that comes while another is cut off may be unknown to it, until that must have heard of it', async () => {
  const one = await start(100);
  connect(one);
  await one.cut();
  const other = await start(100);
  expect(other.mayBeUnknown()).toBe(true);
  connect(other);
  expect(other.mayBeUnknown()).toBe(true);
  one.mend();
  await until('they know of each other', () => !other.mayBeUnknown());
  expect(other.alone()).toBe(false);
});

test('one that was forgotten meanwhile may be unknown to those that have not looked since', async () => {
  const [one, other] = [await start(), await start()];
  connect(one);
  connect(other);
  await until('they know of each other', () => !one.mayBeUnknown() && !other.mayBeUnknown());
  await other.cut();
  await database.knex.raw(`update processes set seen_at = now() - interval '2 minutes' where id = ?`, [
    other.id,
  ]);
  await until('the first takes itself for alone', () => one.alone());
  await one.cut();
  other.mend();
  await until('the second is back', () => other.mayBeUnknown());
  one.mend();
  await until('they know of each other', () => !one.alone() && !other.mayBeUnknown());
});
