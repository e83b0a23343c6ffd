import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { PROJECT } from '../../../src/project.ts';
import { everyMetric } from '../../support/every-metric.ts';
import type { Sample } from '../../support/exposition.ts';
import { namesIn } from '../../support/promql.ts';

const run = promisify(execFile);
const folder = path.join(PROJECT.root, 'docker', 'monitoring');
const read = (file: string) => readFile(path.join(folder, file), 'utf8');
const promtool = await run('promtool', ['--version']).then(
  () => true,
  () => false,
);
if (!promtool) process.stderr.write('promtool is not installed here: rules are checked without it.\n');

interface Rule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook_url: string };
}
interface Panel {
  id: number;
  title: string;
  type: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: { expr: string; datasource: { uid: string } }[];
}

let samples: Sample[] = [];
let rules: Rule[] = [];
let panels: Panel[] = [];

beforeAll(async () => {
  ({ samples } = await everyMetric());
  const alerts = parse(await read('alerts.yml')) as { groups: { rules: Rule[] }[] };
  rules = alerts.groups.flatMap((group) => group.rules);
  ({ panels } = JSON.parse(await read('grafana/ostinato.json')) as { panels: Panel[] });
});

/** What Prometheus itself adds. */
const ADDED = ['job', 'instance'];

/** What is wrong with the names in an expression, by a real scrape. */
function wrongIn(expression: string): string[] {
  const { metrics, grouped } = namesIn(expression);
  const wrong: string[] = [];
  const labels = new Set(ADDED);
  for (const { name, matchers } of metrics) {
    const those =
      name === 'up' ? [{ name, labels: {}, value: 1 }] : samples.filter((one) => one.name === name);
    if (those.length === 0) wrong.push(`there is no ${name}`);
    for (const sample of those) for (const label of Object.keys(sample.labels)) labels.add(label);
    for (const { label, operator, value } of matchers) {
      if (ADDED.includes(label)) continue;
      const values = operator.endsWith('~') ? value.split('|') : [value];
      for (const one of values)
        if (!those.some((sample) => sample.labels[label] === one))
          wrong.push(`${name} has no ${label}="${one}"`);
    }
  }
  if (metrics.length === 0) wrong.push('it names no metric');
  return [...wrong, ...grouped.filter((label) => !labels.has(label)).map((label) => `no label ${label}`)];
}

test('the reader of expressions finds what they name', () => {
  expect(
    namesIn(
      'sum by (le, x) (rate(a_b{c="d",e=~"f|g"}[5m])) / on (job) up > 0.5 or absent(h) unless topk(3, i)',
    ),
  ).toEqual({
    metrics: [
      {
        name: 'a_b',
        matchers: [
          { label: 'c', operator: '=', value: 'd' },
          { label: 'e', operator: '=~', value: 'f|g' },
        ],
      },
      { name: 'up', matchers: [] },
      { name: 'h', matchers: [] },
      { name: 'i', matchers: [] },
    ],
    grouped: ['le', 'x', 'job'],
  });
});

test('every metric, label and value that an alert names is in a real scrape', () => {
  expect(rules.length).toBeGreaterThan(8);
  expect(rules.flatMap(({ alert, expr }) => wrongIn(expr).map((wrong) => `${alert}: ${wrong}`))).toEqual([]);
});

test('every alert says what is wrong, how bad it is, and where it is written what to do', async () => {
  const operations = await readFile(path.join(PROJECT.root, 'docs', 'operations.md'), 'utf8');
  const headings = [...operations.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase());
  for (const { alert, expr, labels, annotations } of rules) {
    expect(['warning', 'critical']).toContain(labels.severity);
    expect(annotations.summary.length).toBeLessThan(80);
    expect(annotations.description).toMatch(/\.$/);
    const [file, anchor] = annotations.runbook_url.split('#');
    expect(file).toMatch(/\/docs\/operations\.md$/);
    expect([alert, headings]).toEqual([alert, expect.arrayContaining([anchor])]);
    // What a sentence tells of must be left over by the expression.
    const told = [...JSON.stringify(annotations).matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
    const { grouped } = namesIn(expr);
    const kept = /\bby\b/.test(expr) ? grouped : [...grouped, ...ADDED, 'queue'];
    expect([alert, told.filter((label) => !kept.includes(label ?? ''))]).toEqual([alert, []]);
  }
});

test('every panel asks for metrics, labels and values that are in a real scrape', () => {
  const asking = panels.filter(({ type }) => type !== 'row');
  expect(asking.length).toBeGreaterThan(20);
  const wrong = asking.flatMap(({ title, targets = [] }) =>
    targets.length === 0
      ? [`${title} asks for nothing`]
      : targets.flatMap(({ expr, datasource }) => [
          ...wrongIn(expr).map((what) => `${title}: ${what}`),
          ...(datasource.uid === 'prometheus' ? [] : [`${title} asks somebody else`]),
        ]),
  );
  expect(wrong).toEqual([]);
});

test('every metric of ours is on the dashboard', () => {
  const shown = panels.flatMap(({ targets = [] }) =>
    targets.flatMap(({ expr }) => namesIn(expr).metrics.map(({ name }) => family(name))),
  );
  const ours = new Set(
    samples.map(({ name }) => family(name)).filter((name) => name.startsWith('ostinato_')),
  );
  expect([...ours].filter((name) => !shown.includes(name))).toEqual([]);
});

test('no panel lies upon another', () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const [at, { gridPos: a, title }] of panels.entries()) {
    expect([title, a.x + a.w]).toEqual([title, expect.any(Number)]);
    expect(a.x + a.w).toBeLessThanOrEqual(24);
    for (const { gridPos: b, title: other } of panels.slice(at + 1)) {
      const apart = a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;
      expect([title, other, apart]).toEqual([title, other, true]);
    }
  }
});

test('Grafana and Prometheus find each other, the bot and the dashboard where Compose has put them', async () => {
  const compose = parse(await readFile(path.join(PROJECT.root, 'docker-compose.yml'), 'utf8'), {
    merge: true,
  }) as { services: Record<string, { volumes: string[]; environment: Record<string, string> }> };
  const { prometheus, grafana, bot } = compose.services;
  const prometheusConfig = parse(await read('prometheus.yml')) as {
    rule_files: string[];
    scrape_configs: { job_name: string; static_configs: { targets: string[] }[] }[];
  };
  expect(prometheusConfig.scrape_configs).toEqual([
    { job_name: 'ostinato', static_configs: [{ targets: ['bot:9090'] }] },
  ]);
  expect(bot?.environment['HEALTH_HOST']).toBe('0.0.0.0');
  const sources = [...(prometheus?.volumes ?? []), ...(grafana?.volumes ?? [])]
    .filter((volume) => volume.startsWith('./'))
    .map((volume) => volume.split(':')[0] ?? '');
  await Promise.all(sources.map((source) => readFile(path.join(PROJECT.root, source))));
  expect(sources).toHaveLength(5);
  const source = parse(await read('grafana/datasource.yml')) as { datasources: object[] };
  expect(source.datasources).toEqual([
    expect.objectContaining({ uid: 'prometheus', url: 'http://prometheus:9090' }),
  ]);
  const { providers } = parse(await read('grafana/dashboards.yml')) as {
    providers: { options: { path: string } }[];
  };
  const dashboard = `${providers[0]?.options.path}/ostinato.json`;
  expect(grafana?.volumes).toContain(`./docker/monitoring/grafana/ostinato.json:${dashboard}:ro`);
  expect(grafana?.environment['GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH']).toBe(dashboard);
});

const testWithPromtool = promtool ? test : test.skip;

testWithPromtool('promtool agrees with configuration and rules, which fire when they should', async () => {
  await run('promtool', ['check', 'config', path.join(folder, 'prometheus.yml')]);
  await run('promtool', ['test', 'rules', path.join(folder, 'alerts.test.yml')]);
});

/** A histogram's samples have other names than it has. */
function family(name: string): string {
  return name.replace(/(_seconds)_(bucket|sum|count)$/, '$1');
}
