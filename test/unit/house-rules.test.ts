import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { PROJECT } from '../../src/project.ts';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: PROJECT.root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean);
const read = (file: string) => readFileSync(path.join(PROJECT.root, file), 'utf8');
const source = files.filter((file) =>
  /^(src|tools|commands|playground|bench|migrations|seeds|test)\/.*\.ts$/.test(file),
);

test('no file of source is longer than 400 lines, and half of them have at most 60', () => {
  const lengths = source
    .filter((file) => !file.startsWith('test/'))
    .map((file) => read(file).split('\n').length - 1);
  expect(lengths.filter((length) => length > 400)).toEqual([]);
  expect(lengths.sort((a, b) => a - b)[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(60);
});

test('every folder of source opens with a README of at most ten lines', () => {
  const folders = [
    ...new Set(source.filter((file) => !/^(test|commands)\//.test(file)).map((file) => path.dirname(file))),
  ];
  const lengthOf = (folder: string) =>
    files.includes(`${folder}/README.md`)
      ? read(`${folder}/README.md`).trimEnd().split('\n').length
      : Number.NaN;
  expect(folders.filter((folder) => !(lengthOf(folder) <= 10))).toEqual([]);
});

test('only entry points read the environment', () => {
  const readers = source.filter((file) => !file.startsWith('test/') && read(file).includes('process.env'));
  expect(readers.sort()).toEqual([
    'bench/main.ts',
    'playground/main.ts',
    'src/app/deploy-commands.ts',
    'src/app/main.ts',
    'tools/database/cli.ts',
    'tools/doctor.ts',
    'tools/up.ts',
  ]);
});

test('only the composition roots know the commands', () => {
  const importers = source.filter(
    (file) => file.startsWith('src/') && /from '(\.\.\/)+commands\//.test(read(file)),
  );
  expect(importers.sort()).toEqual(['src/app/deploy-commands.ts', 'src/app/main.ts']);
});

test('only the models and what they stand on know Objection', () => {
  const importers = source.filter(
    (file) => /^(src|commands)\//.test(file) && read(file).includes("from 'objection'"),
  );
  expect(importers.every((file) => file.startsWith('src/models/'))).toBe(true);
});

test('only the metrics know prom-client', () => {
  const importers = source.filter(
    (file) => file.startsWith('src/') && read(file).includes("from 'prom-client'"),
  );
  expect(importers.length).toBeGreaterThan(0);
  expect(importers.every((file) => file.startsWith('src/health/metrics/'))).toBe(true);
});

test('every model can be part of what a transaction returns', () => {
  const models = source.filter(
    (file) => file.startsWith('src/models/') && read(file).includes('static override tableName'),
  );
  expect(models.length).toBeGreaterThan(5);
  expect(models.filter((file) => !read(file).includes('this.register();'))).toEqual([]);
});

test('statements name their columns: what says * breaks, while a migration adds a column, as long as connections live', () => {
  const everything =
    /\b(?:select|returning)\s+(?:distinct\s+)?\*|[\s,(]\w+\.\*(?=[\s,)`'"])|\(\s*['"`](?:\w+\.)?\*['"`]|AndFetch|[a-z]Graph\(/;
  expect('with a as (select * from b) select c.* from a c returning *').toMatch(everything);
  const naming = source.filter((file) => file.startsWith('src/') && everything.test(read(file)));
  // A comment may speak of it.
  expect(naming.filter((file) => !/^src\/models\/(base-model|columns)\.ts$/.test(file))).toEqual([]);
});

test('no test is skipped or alone', () => {
  const marked = source.filter(
    (file) => file.startsWith('test/') && /\b(test|describe|it)\.(skip|only|todo)\(/.test(read(file)),
  );
  expect(marked).toEqual([]);
});

test('no path of a machine and no host of a registry is in the project', () => {
  // Written so that this file does not find itself.
  const named = /[/]work[/]|[/]root[/]\w|registry[.]npmjs/;
  expect(files.filter((file) => !/\.(png|jpg)$/.test(file) && named.test(read(file)))).toEqual([]);
});
