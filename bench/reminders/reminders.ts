import { startFakeDiscord } from '../discord/fake-discord.ts';
import { drive, type Load, type Turn } from '../discord/load.ts';
import { short } from '../numbers.ts';
import { profileInto, startOstinato } from '../processes/bots.ts';
import { table } from '../report/table.ts';
import type { Bench, PartReport } from '../run.ts';
import { fillReminders } from './scene.ts';
import { begins, watch, type Seen } from './watch.ts';

const ALL = 100_000;
/** What Discord allows a bot in a second. Source: Discord documentation, "Rate Limits", global. */
const DISCORDS_LIMIT = 50;
/** Seconds after which a turn without a limit is given up. */
const LONGEST = 1_800;
/** People who type while reminders go out. */
const TYPING = 4;

const HELP: Load = {
  next: (n) => ({
    userId: String(600_000_000_000_000_000n + BigInt(n % 500)),
    guildId: null,
    command: 'help',
  }),
  expects: 'playlist',
};

interface Measured {
  what: string;
  seen: Seen;
  /** Reminders that the table calls sent at the end. */
  recorded: number;
  /** Answers meanwhile, where there were any. */
  answers?: Turn;
}

/** How reminders go out that are all due in the same minute. */
export async function measureReminders(bench: Bench): Promise<PartReport> {
  const count = Math.max(1, Math.round(ALL * bench.options.scale));
  await bench.migratedDatabase('bench_reminders');
  await bench.database.on('bench_reminders', (client) => fillReminders(client, count));
  const seconds = bench.options.seconds * 10;
  // The limit first: it leaves most of them to the turn without.
  const paced = await measure(bench, `Discord’s limit, for ${short(seconds)} s`, {
    limit: DISCORDS_LIMIT,
    count,
    seconds,
  });
  const free = await measure(bench, 'no limit, to the end', {
    count: count - paced.recorded,
    seconds: LONGEST,
  });
  const failures = [paced, free].flatMap(({ what, seen }) => [
    ...(seen.twice > 0 ? [`${what}: ${seen.twice} messages came twice`] : []),
    ...(seen.refused > 0 ? [`${what}: Discord refused ${seen.refused} requests for its limit`] : []),
    ...(seen.messages === 0 ? [`${what}: no message came`] : []),
  ]);
  if (paced.recorded + free.recorded < count) failures.push('not every reminder was sent');
  return { text: report(count, [paced, free]), result: { count, paced, free }, failures };
}

async function measure(
  { processes, database, options, signal }: Bench,
  what: string,
  { limit, count, seconds }: { limit?: number; count: number; seconds: number },
): Promise<Measured> {
  await using discord = await startFakeDiscord(limit ? { limit } : {});
  const before = await sentSoFar(database);
  const env = {
    ...(limit ? {} : { DISCORD_REQUESTS_PER_SECOND: '10000' }),
    ...(options.profile ? profileInto(options.folder, `reminders-${limit ? 'paced' : 'free'}`) : {}),
  };
  const bot = await startOstinato(processes, what, discord, database.url('bench_reminders'), { env });
  await discord.connected;
  // Answers cost none of the limit: /help needs no storage, so what is seen is what the reminders leave of the process.
  const type = () => drive(discord, HELP, { concurrency: TYPING, seconds, every: 50 });
  const [seen, answers] = await Promise.all([
    watch(bot, discord.sent, { count, seconds, signal }),
    limit ? begins(discord.sent, signal).then(type) : undefined,
  ]);
  // It ends with what it has taken.
  await bot.stop();
  const recorded = (await sentSoFar(database)) - before;
  return { what, seen, recorded, ...(answers && { answers }) };
}

async function sentSoFar(database: Bench['database']): Promise<number> {
  return database.on('bench_reminders', async (client) => {
    const { rows } = await client.query<{ sent: number }>(
      `select count(*)::integer as sent from reminders where state = 'sent'`,
    );
    return rows[0]?.sent ?? 0;
  });
}

function report(count: number, all: readonly Measured[]): string {
  const rows = all.map(({ what, seen, recorded, answers }) => [
    what,
    String(seen.messages),
    String(recorded),
    short(seen.perSecond),
    String(seen.busiest),
    String(seen.refused),
    short(seen.lag.p50),
    short(seen.lag.p99),
    `${seen.memory.ready} → ${seen.memory.most}`,
    short(seen.processor),
    answers ? `${short(answers.p50)} / ${short(answers.p99)}` : '–',
  ]);
  const head = [
    'reminders',
    'sent',
    'recorded',
    '/s',
    'busiest s',
    '429',
    'lag p50 s',
    'p99 s',
    'MiB',
    'CPU ms each',
    'answers p50 / p99 ms',
  ];
  return `## Reminders: ${count} due in the same minute\n\n${table(head, rows)}\n\n${NOTES}`;
}

const NOTES = `“Sent” is what Discord accepted, “recorded” what the table says when the bot has stopped. Lag counts from the
first message on. The busiest second has every request, channels that were opened included. With the limit ${TYPING} people
type /help all the time, 20 times a second each at most.`;
