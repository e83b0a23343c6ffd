import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { readConfig } from '../../src/config.ts';
import { PROJECT } from '../../src/project.ts';

/** JSON with comments, which is an expression of JavaScript's. */
function read(file: string): unknown {
  const text = readFileSync(path.join(PROJECT.root, file), 'utf8');
  return JSON.parse(JSON.stringify(runInNewContext(`(\n${text}\n)`)));
}

const listed = execFileSync('make', ['-C', PROJECT.root, '--no-print-directory'], { encoding: 'utf8' });
const targets = [...listed.matchAll(/^ {2}make (\S+)/gm)].map(([, target = '']) => target);
const config = readConfig({});

interface Task {
  label: string;
  command: string;
  args: string[];
}
interface Launch {
  name: string;
  program: string;
  runtimeArgs?: string[];
  preLaunchTask?: string;
}
const { tasks, inputs } = read('.vscode/tasks.json') as { tasks: Task[]; inputs: { id: string }[] };
const { configurations } = read('.vscode/launch.json') as { configurations: Launch[] };

test('every file for editors can be read', () => {
  for (const folder of ['.vscode', '.devcontainer'])
    for (const file of readdirSync(path.join(PROJECT.root, folder))) read(`${folder}/${file}`);
});

test('there is a task for each target of make, which asks for what the target needs', () => {
  expect(tasks.map(({ command, args: [target] }) => `${command} ${target}`).sort()).toEqual(
    targets
      .filter((target) => target !== 'help')
      .map((target) => `make ${target}`)
      .sort(),
  );
  for (const { label, command, args } of tasks) expect(label).toBe(`${command} ${args[0]}`);
  const asked = tasks.flatMap(({ args }) =>
    [...args.join(' ').matchAll(/\$\{input:(\w+)\}/g)].map(([, id]) => id),
  );
  expect(new Set(asked)).toEqual(new Set(inputs.map(({ id }) => id)));
});

test('what is launched is there, and so is the task before it', () => {
  for (const { program, preLaunchTask } of configurations) {
    const file = program.replace('${workspaceFolder}', PROJECT.root);
    expect([program, existsSync(file)]).toEqual([program, true]);
    if (preLaunchTask) expect(tasks.map(({ label }) => label)).toContain(preLaunchTask);
  }
});

test('the current test is run as the script runs it', () => {
  const script = readFileSync(path.join(PROJECT.root, 'dev-env.sh'), 'utf8');
  const options = /NODE_OPTIONS="\$\{NODE_OPTIONS:-\} ([^"]+)"/.exec(script)?.[1]?.split(' ');
  expect(configurations.find(({ name }) => name === 'Current test')?.runtimeArgs).toEqual(options);
});

test('the editor’s database is the development one, and no password is kept', () => {
  const settings = read('.vscode/settings.json') as {
    'pgsql.serverGroups': { id: string }[];
    'pgsql.connections': Record<string, string | boolean>[];
  };
  const [connection] = settings['pgsql.connections'];
  expect(connection).toMatchObject({
    port: String(config.DATABASE_PORT),
    database: 'ostinato',
    user: 'ostinato',
    savePassword: false,
    groupId: settings['pgsql.serverGroups'][0]?.id,
  });
  expect(connection).not.toHaveProperty('password');
});

test('the dev container runs targets of make, forwards our ports and brings what is recommended', () => {
  const container = read('.devcontainer/devcontainer.json') as {
    image: string;
    postCreateCommand: string;
    forwardPorts: number[];
    customizations: { vscode: { extensions: string[] } };
  };
  const [program, ...wanted] = container.postCreateCommand.split(' ');
  expect(program).toBe('make');
  expect(targets).toEqual(expect.arrayContaining(wanted));
  expect(container.forwardPorts).toEqual([config.PLAYGROUND_PORT, config.DATABASE_PORT]);
  const { engines } = read('package.json') as { engines: { node: string } };
  expect(container.image).toContain(`:${/\d+/.exec(engines.node)?.[0]}-`);
  const { recommendations } = read('.vscode/extensions.json') as { recommendations: string[] };
  expect(recommendations).toEqual(expect.arrayContaining(container.customizations.vscode.extensions));
});
