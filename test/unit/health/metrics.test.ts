import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { register } from 'prom-client';
import { commands } from '../../../commands/index.ts';
import { commandLabels } from '../../../src/discord/declare/command-labels.ts';
import { createMetrics } from '../../../src/health/metrics/metrics.ts';
import { operationOf } from '../../../src/health/metrics/operation.ts';
import { PROJECT } from '../../../src/project.ts';
import { everyMetric } from '../../support/every-metric.ts';
import { samplesOf } from '../../support/exposition.ts';

function fresh() {
  const metrics = createMetrics({
    version: '1.2.3',
    commands: commandLabels(commands),
    pool: () => ({ used: 1, idle: 2, waiting: 3, max: 10 }),
    shards: () => [
      { shard: 0, ready: true, status: 'Ready', pingMs: 41 },
      { shard: 1, ready: false, status: 'Connecting', pingMs: null },
    ],
    readiness: () =>
      Promise.resolve({
        status: 'not ready',
        checks: {
          database: { ok: true, latencyMs: 1, lastError: null },
          gateway: { ok: false, latencyMs: 1, lastError: { at: '', message: '' } },
        },
      }),
  });
  /** The samples whose name begins so, as `name{label,…} value`. */
  const shown = async (prefix: string) =>
    samplesOf((await metrics.scrape()).text)
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, labels, value }) => `${name}{${Object.values(labels).join()}} ${value}`);
  return { metrics, shown };
}
const one = { requestId: '1', statements: 1, transactions: 0 };

test('an interaction is counted by kind, command and outcome, and timed in seconds', async () => {
  const { metrics, shown } = fresh();
  metrics.handled({ ...one, kind: 'command', command: 'playlist show', outcome: 'ok', durationMs: 40 });
  metrics.handled({ ...one, kind: 'command', command: 'playlist show', outcome: 'fault', durationMs: 3_000 });
  metrics.handled({ ...one, kind: 'component', command: 'playlist.list', outcome: 'ok', durationMs: 1 });
  expect(await shown('ostinato_interactions_total')).toEqual([
    'ostinato_interactions_total{command,playlist show,ok} 1',
    'ostinato_interactions_total{command,playlist show,fault} 1',
    'ostinato_interactions_total{component,playlist.list,ok} 1',
  ]);
  const durations = await shown('ostinato_interaction_duration_seconds');
  expect(durations).toContain('ostinato_interaction_duration_seconds_sum{command,playlist show} 3.04');
  expect(durations).toContain('ostinato_interaction_duration_seconds_bucket{3,command,playlist show} 2');
  expect(durations).toContain('ostinato_interaction_duration_seconds_bucket{2.5,command,playlist show} 1');
});

test('a thousand forged names are one series', async () => {
  const { metrics, shown } = fresh();
  for (let n = 0; n < 1_000; n += 1) {
    const command = `forged ${n}"\n`;
    metrics.handled({ ...one, kind: 'autocomplete', command, outcome: 'refused', durationMs: 1 });
    metrics.rateLimited(command);
  }
  expect(await shown('ostinato_interactions_total')).toEqual([
    'ostinato_interactions_total{autocomplete,unknown,refused} 1000',
  ]);
  expect(await shown('ostinato_rate_limited_total')).toEqual(['ostinato_rate_limited_total{unknown} 1000']);
});

test('every command, subcommand, component and form has a name of its own', () => {
  const labels = commandLabels(commands);
  expect(new Set(labels).size).toBe(labels.length);
  expect(labels).toEqual(
    expect.arrayContaining(['about', 'playlist create', 'playlist.list', 'playlist.edit', 'playlist.save']),
  );
});

test.each([
  ['select 1', 'select'],
  ['\n  SELECT u.locale from users u for update', 'select'],
  ['insert into users (id) values ($1) on conflict (id) do update set id = 1', 'insert'],
  ['update tracks set position = 1', 'update'],
  ['delete from tracks', 'delete'],
  ['with gone as (select id from tracks) select * from gone', 'select'],
  ['with locked as (select id from tracks for update), x as (select 1) select * from locked', 'select'],
  ['with locked as (select id from tracks for no key update) select 1', 'select'],
  ['with locked as (select id from t for update) update t set a = 1', 'update'],
  ['with gone as (delete from tracks returning id) select * from gone', 'delete'],
  ['with made as (insert into tracks (id) values (1) returning id) select * from made', 'insert'],
  ['BEGIN; insert into handled_interactions (id) values (1) on conflict do nothing;', 'transaction'],
  ['COMMIT;', 'transaction'],
  ['ROLLBACK', 'transaction'],
  ['SAVEPOINT trx2;', 'transaction'],
  ['listen settings', 'other'],
  ['', 'other'],
])('%j is counted as %s', (sql, operation) => {
  expect(operationOf(sql)).toBe(operation);
});

test('a statement is timed by what it does; failed and slow ones are counted besides', async () => {
  const { metrics, shown } = fresh();
  metrics.queried({ sql: 'select 1', durationMs: 2, failed: false }, false);
  metrics.queried({ sql: 'update t set a = 1', durationMs: 250, failed: true }, true);
  const durations = await shown('ostinato_query_duration_seconds');
  expect(durations).toContain('ostinato_query_duration_seconds_sum{select} 0.002');
  expect(durations).toContain('ostinato_query_duration_seconds_count{update} 1');
  expect(durations).toContain('ostinato_query_duration_seconds_count{delete} 0');
  expect(await shown('ostinato_query_failures_total')).toContain('ostinato_query_failures_total{update} 1');
  expect(await shown('ostinato_query_failures_total')).toContain('ostinato_query_failures_total{select} 0');
  expect(await shown('ostinato_slow_queries_total')).toContain('ostinato_slow_queries_total{update} 1');
});

test('pool, gateway, readiness and version are those of the moment', async () => {
  const { shown } = fresh();
  expect(await shown('ostinato_pool')).toEqual([
    'ostinato_pool_connections{used} 1',
    'ostinato_pool_connections{idle} 2',
    'ostinato_pool_waiting{} 3',
    'ostinato_pool_max_connections{} 10',
  ]);
  expect(await shown('ostinato_gateway')).toEqual([
    'ostinato_gateway_connected{0} 1',
    'ostinato_gateway_connected{1} 0',
    'ostinato_gateway_ping_seconds{0} 0.041',
  ]);
  expect((await shown('ostinato_ready')).sort()).toEqual([
    'ostinato_ready_check{database} 1',
    'ostinato_ready_check{gateway} 0',
    'ostinato_ready{} 0',
  ]);
  expect(await shown('ostinato_build_info')).toEqual(['ostinato_build_info{1.2.3} 1']);
});

test('the breaker is in one state, and what is tried again, leaked or limited is counted', async () => {
  const { metrics, shown } = fresh();
  expect(await shown('ostinato_breaker')).toEqual([
    'ostinato_breaker_opened_total{} 0',
    'ostinato_breaker_state{closed} 1',
    'ostinato_breaker_state{open} 0',
    'ostinato_breaker_state{half-open} 0',
  ]);
  for (const state of ['open', 'half-open', 'open', 'half-open'] as const) metrics.breakerChanged(state);
  expect(await shown('ostinato_breaker')).toEqual([
    'ostinato_breaker_opened_total{} 2',
    'ostinato_breaker_state{closed} 0',
    'ostinato_breaker_state{open} 0',
    'ostinato_breaker_state{half-open} 1',
  ]);
  metrics.retried('select');
  metrics.retried('nobody knows');
  expect(await shown('ostinato_query_retries_total')).toEqual(
    expect.arrayContaining([
      'ostinato_query_retries_total{select} 1',
      'ostinato_query_retries_total{other} 1',
    ]),
  );
  metrics.leaked();
  expect(await shown('ostinato_connection_leaks_total')).toEqual(['ostinato_connection_leaks_total{} 1']);
  metrics.rateLimited('about');
  metrics.rateLimiterFailed();
  expect(await shown('ostinato_rate')).toEqual([
    'ostinato_rate_limited_total{about} 1',
    'ostinato_rate_limiter_failures_total{} 1',
  ]);
});

test('jobs are counted from 0 on, timed, and late', async () => {
  const { metrics, shown } = fresh();
  metrics.jobQueue('reminders');
  expect(await shown('ostinato_jobs_total')).toEqual([
    'ostinato_jobs_total{reminders,done} 0',
    'ostinato_jobs_total{reminders,failed} 0',
    'ostinato_jobs_total{reminders,dead} 0',
  ]);
  metrics.jobFinished('reminders', 'dead', 0.25);
  metrics.jobLag('reminders', 17);
  expect(await shown('ostinato_jobs_total')).toContain('ostinato_jobs_total{reminders,dead} 1');
  expect(await shown('ostinato_job_duration_seconds_sum')).toEqual([
    'ostinato_job_duration_seconds_sum{reminders} 0.25',
  ]);
  expect(await shown('ostinato_job_lag')).toEqual(['ostinato_job_lag_seconds{reminders} 17']);
});

test('a periodic job is counted from 0 on as well, and is never late or dead', async () => {
  const { metrics, shown } = fresh();
  metrics.periodicJob('purge');
  expect(await shown('ostinato_jobs_total')).toEqual([
    'ostinato_jobs_total{purge,done} 0',
    'ostinato_jobs_total{purge,failed} 0',
  ]);
  metrics.jobFinished('purge', 'failed', 0.5);
  expect(await shown('ostinato_jobs_total')).toContain('ostinato_jobs_total{purge,failed} 1');
  expect(await shown('ostinato_job_lag')).toEqual([]);
});

test('a cache that is asked says whether it knew', async () => {
  const { metrics, shown } = fresh();
  metrics.settingsLookedUp(false);
  metrics.settingsLookedUp(true);
  metrics.settingsLookedUp(true);
  expect(await shown('ostinato_settings_cache')).toEqual([
    'ostinato_settings_cache_lookups_total{hit} 2',
    'ostinato_settings_cache_lookups_total{miss} 1',
  ]);
});

test('the registry is nobody else’s, and has what every process has', async () => {
  const { metrics } = fresh();
  const { type, text } = await metrics.scrape();
  expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
  for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds', 'nodejs_gc_duration'])
    expect(text).toContain(name);
  expect(await register.metrics()).not.toContain('ostinato');
});

test('docs/operations.md has a row for every metric of ours, and no other', async () => {
  const { text } = await everyMetric();
  const samples = samplesOf(text);
  const helps = [...text.matchAll(/^# HELP (ostinato_\w+) (.+)\n# TYPE \S+ (\w+)$/gm)];
  const rows = helps.map(([, name = '', help = '', type = '']) => {
    const sample = samples.find((one) => one.name === (type === 'histogram' ? `${name}_count` : name));
    const labels = Object.keys(sample?.labels ?? {}).map((label) => `\`${label}\``);
    return [`\`${name}\``, type, labels.join(', '), help].join(' | ');
  });
  const operations = await readFile(path.join(PROJECT.root, 'docs', 'operations.md'), 'utf8');
  const written = [...operations.matchAll(/^\| (`ostinato_\w+`.*) \|$/gm)].map(([, row = '']) =>
    row
      .split('|')
      .map((cell) => cell.trim())
      .join(' | '),
  );
  expect(rows.length).toBeGreaterThan(20);
  expect(written.sort()).toEqual(rows.sort());
});
