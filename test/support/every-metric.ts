import { commands } from '../../commands/index.ts';
import { commandLabels } from '../../src/discord/declare/command-labels.ts';
import { createMetrics } from '../../src/health/metrics/metrics.ts';
import { samplesOf, type Sample } from './exposition.ts';

/** The registry of the bot, every recorder of which was told of everything that it can be told of, and its scrape. */
export async function everyMetric(): Promise<{ text: string; samples: Sample[] }> {
  const metrics = createMetrics({
    version: '1.2.3',
    commands: commandLabels(commands),
    pool: () => ({ used: 1, idle: 2, waiting: 3, max: 10 }),
    shards: () => [{ shard: 0, ready: true, status: 'Ready', pingMs: 41 }],
    readiness: () =>
      Promise.resolve({
        status: 'ready',
        checks: { database: { ok: true, latencyMs: 1, lastError: null } },
      }),
  });
  const tally = { requestId: '1', statements: 1, transactions: 0, durationMs: 20 };
  for (const kind of ['command', 'component', 'form', 'autocomplete'] as const)
    for (const outcome of ['ok', 'refused', 'storage', 'fault', 'unanswered', 'elsewhere'] as const)
      metrics.handled({ ...tally, kind, outcome, command: 'playlist show' });
  metrics.rateLimited('playlist show');
  metrics.rateLimiterFailed();
  metrics.queried({ sql: 'select 1', durationMs: 3, failed: true }, true);
  metrics.settingsLookedUp(true);
  metrics.breakerChanged('open');
  metrics.retried('select');
  metrics.leaked();
  metrics.jobQueue('reminders');
  metrics.jobFinished('reminders', 'dead', 0.2);
  metrics.jobLag('reminders', 12);
  const { text } = await metrics.scrape();
  return { text, samples: samplesOf(text) };
}
