import { unsaved, type Scenario } from './scenario.ts';
import { fillDisk, whyNoSmallDisk } from '../support/small-disk.ts';

/** What can happen to the database itself. */
export const DATABASE: Scenario[] = [
  {
    name: 'database-killed',
    fault: 'The database server is ended by kill -9, and started again.',
    promise:
      'Commands say that storage is away; the bot stays connected and goes on by itself when it is back.',
    feels: unsaved,
    lasts: 12,
    async strike(stage) {
      await stage.server.kill();
      return () => stage.restartServer();
    },
  },
  {
    name: 'backend-killed',
    fault:
      'One process of the database server is ended by kill -9, so that PostgreSQL ends all others and recovers.',
    promise: 'Nobody has to do anything, and where what broke off can be done again, nobody notices.',
    lasts: 20,
    async strike({ server }) {
      await server.killBackend();
      return async () => undefined;
    },
  },
  {
    name: 'database-frozen',
    fault:
      'The database server is frozen (SIGSTOP): connections stay, and nothing answers. Then it goes on (SIGCONT).',
    promise: 'Commands say in time that storage is away; what they gave up is not carried out later.',
    feels: unsaved,
    lasts: 16,
    async strike({ server }) {
      await server.freeze();
      return () => server.thaw();
    },
  },
  {
    name: 'read-only',
    fault: 'The database becomes read-only, as a primary that was demoted is.',
    promise: 'Reading works all the time; writing says that storage is away.',
    feels: unsaved,
    lasts: 30,
    async strike({ server }) {
      const set = async (statement: string) => {
        await server.query(statement);
        await server.query('select pg_reload_conf()');
      };
      await set('alter system set default_transaction_read_only = on');
      return () => set('alter system reset default_transaction_read_only');
    },
  },
  {
    name: 'disk-full',
    fault: 'The disk of the database is full.',
    promise: 'Writing says that storage is away until there is room again; nothing needs to be started anew.',
    unless: whyNoSmallDisk,
    smallDisk: true,
    feels: unsaved,
    lasts: 20,
    strike: (stage) => fillDisk(stage.server),
  },
  {
    name: 'pool-exhausted',
    fault:
      'Another session holds a lock that every command needs, so that all connections of the pool wait for it.',
    promise:
      'Commands say in time that storage is away instead of hanging, and every connection is given back.',
    feels: unsaved,
    lasts: 20,
    async strike({ server }) {
      const session = await server.session();
      await session.query('begin');
      await session.query('lock table playlists in access exclusive mode');
      return async () => {
        await session.query('rollback');
        await session.end();
      };
    },
  },
];
