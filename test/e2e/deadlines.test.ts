import { afterAll, expect, test } from '@jest/globals';
import { useOstinato } from '../support/ostinato.ts';
import { startProxy, type Proxy } from '../support/proxy.ts';
import { until } from '../support/until.ts';

let proxy: Proxy | undefined;
const ostinato = useOstinato(
  async (databaseUrl) => {
    proxy = await startProxy(databaseUrl);
    return { DATABASE_URL: proxy.url };
  },
  { isHurried: true },
);

const SENTENCE = 'Storage is briefly unavailable, so nothing was saved. Try again in a moment.';
const lines = (msg: string) => ostinato.log().filter((line) => line['msg'] === msg).length;
const AWAY = 'the database is unavailable; commands fail fast';

const network = () => {
  if (!proxy) throw new Error('There is a proxy from beforeAll on.');
  return proxy;
};

afterAll(async () => {
  await proxy?.close();
});

/** Runs something while PostgreSQL does not answer, and sees to it that it is used again afterwards. */
async function whileAway<T>(begin: () => void, run: () => Promise<T>): Promise<T> {
  const before = lines(AWAY);
  begin();
  const result = await run();
  await until('it is found out', () => lines(AWAY) > before);
  network().mend();
  await until('it is back', () => lines('the database is available again') === lines(AWAY));
  return result;
}
const frozen = <T>(run: () => Promise<T>) => whileAway(() => network().freeze(), run);

test('the settings of whoever calls are slow: “thinking…” comes in time, and to them alone', async () => {
  const answer = await frozen(() => ostinato.discord.member('bob').slash('/playlist list'));
  expect(answer).toMatchObject({ failed: false, deferred: true, ephemeral: true, content: SENTENCE });
});

test('a form cannot wait, so it is refused in time', async () => {
  const alice = ostinato.discord.member('alice');
  await alice.slash('/playlist create', { name: 'Slow' });
  const answer = await frozen(() => alice.slash('/playlist edit', { playlist: 'Slow' }));
  expect(answer).toMatchObject({ failed: false, modal: null, ephemeral: true, content: SENTENCE });
});

test('choices that are late are none', async () => {
  const alice = ostinato.discord.member('alice');
  expect(await frozen(() => alice.complete('/playlist show', { playlist: 'S' }, 'playlist'))).toEqual([]);
});

test('a press, and a form that was filled in, are told beside what there is', async () => {
  const alice = ostinato.discord.member('alice');
  const opened = await alice.slash('/playlist edit', { playlist: 'Slow' });
  await alice.slash('/playlist add', { playlist: 'Slow', track: 'a track' });
  const cleared = await alice.slash('/playlist clear', { playlist: 'Slow' });
  const [undo] = cleared.buttons;
  const [submitted, pressed] = await frozen(() =>
    Promise.all([opened.submit({}), cleared.press(undo?.label ?? '')]),
  );
  expect(submitted.failed).toBe(false);
  expect(submitted.text).toContain(SENTENCE);
  expect(pressed.failed).toBe(false);
  expect(pressed.text).toContain(SENTENCE);
});

test('each statement takes two and a half seconds: nobody is left without an answer', async () => {
  const { discord } = ostinato;
  const [listed, made, typed, edited, about] = await whileAway(
    () => network().delay(2_500),
    () =>
      Promise.all([
        discord.member('chloe').slash('/playlist list'),
        discord.member('mallory').slash('/playlist create', { name: 'Never' }),
        discord.member('yuki').complete('/playlist show', { playlist: 'S' }, 'playlist'),
        discord.member('alice').slash('/playlist edit', { playlist: 'Slow' }),
        discord.member('bob').slash('/about'),
      ]),
  );
  for (const answer of [listed, made, edited, about]) expect(answer.failed).toBe(false);
  expect(typed).toEqual([]);
});

test('each statement takes as long as a network at its worst: it is deferred, and done', async () => {
  network().delay(200);
  const answer = await ostinato.discord.member('alice').slash('/playlist create', { name: 'Far away' });
  expect(answer.failed).toBe(false);
  expect(answer.content).toContain('Far away');
  network().mend();
});
