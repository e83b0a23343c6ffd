import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { readAddress, writeAddress } from '../../src/database/address.ts';
import { temporaryFolder } from './server.ts';
import { until } from './until.ts';

/** Something between clients and the server that lends connections for a transaction each, with few settings of its own. */
export interface Pooler {
  readonly url: string;
  close(): Promise<void>;
}

/** The poolers that can be had here: PgBouncer where it is installed, and always what refuses options as it does. */
export function poolers(): [name: string, start: (url: string) => Promise<Pooler>][] {
  const refusing: [string, (url: string) => Promise<Pooler>] = [
    'a pooler that takes no options',
    startRefusing,
  ];
  try {
    execFileSync('pgbouncer', ['--version'], { stdio: 'ignore' });
  } catch {
    return [refusing];
  }
  return [
    refusing,
    ['PgBouncer', startPgBouncer],
    [
      'PgBouncer that leaves options out',
      (url) => startPgBouncer(url, 'ignore_startup_parameters = options'),
    ],
  ];
}

/** Passes everything on but startup packets with options, which it answers as PgBouncer does. */
async function startRefusing(url: string): Promise<Pooler> {
  const address = readAddress(url);
  const [target] = address.hosts;
  if (!target) throw new Error('an address has a host');
  const server = createServer((client) => {
    client.on('error', () => undefined);
    client.once('data', (startup) => {
      if (startup.includes('\0options\0')) {
        const fields = Buffer.from('SFATAL\0C08P01\0Munsupported startup parameter: options\0\0');
        const header = Buffer.from('E\0\0\0\0');
        header.writeInt32BE(fields.length + 4, 1);
        client.end(Buffer.concat([header, fields]));
        return;
      }
      const upstream = connect(target.port, target.host);
      upstream.on('error', () => client.destroy());
      upstream.write(startup);
      client.pipe(upstream).pipe(client);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = server.address();
  const port = typeof place === 'object' && place ? place.port : 0;
  return {
    url: writeAddress({ ...address, hosts: [{ host: '127.0.0.1', port }] }),
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}

/** With the settings that it has when nobody sets any, two connections to the server, and one more line. */
async function startPgBouncer(url: string, line = ''): Promise<Pooler> {
  const address = readAddress(url);
  const { user = '', password = '', hosts } = address;
  const folder = await temporaryFolder('pgbouncer ');
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const place = free.address();
  const port = typeof place === 'object' && place ? place.port : 0;
  free.close();
  await once(free, 'close');
  await writeFile(path.join(folder, 'users.txt'), `"${user}" "${password}"\n`);
  const ini = path.join(folder, 'pgbouncer.ini');
  await writeFile(
    ini,
    `[databases]\n* = host=${hosts[0]?.host} port=${hosts[0]?.port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${port}
unix_socket_dir =\nauth_type = plain\nauth_file = ${path.join(folder, 'users.txt')}\npool_mode = transaction\ndefault_pool_size = 2\n${line}\n`,
  );
  await chmod(ini, 0o644);
  // It refuses to be root.
  const child = spawn('pgbouncer', [...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), ini], {
    stdio: 'ignore',
  });
  await until('PgBouncer listens', () => listens(port));
  return {
    url: writeAddress({ ...address, hosts: [{ host: '127.0.0.1', port }] }),
    async close() {
      if (child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
