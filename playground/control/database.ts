import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { openDatabaseLine, type DatabaseLine } from '../database-line.ts';
import type { DatabaseAddress } from '../protocol.ts';
import { parseForm } from '../rest/form.ts';
import type { State } from '../state/state.ts';

const address = z.strictObject({ host: z.string().min(1), port: z.int().min(1).max(65_535) });

/** Puts the local Discord between the bot and its database: see `DatabaseAddress` in protocol.ts. */
export function databaseRoutes(app: FastifyInstance, { events, faults }: State): void {
  let line: DatabaseLine | undefined;
  const obey = () => line?.setDown(faults.current.database === 'down');
  events.on('faults', obey);
  app.addHook('onClose', async () => {
    events.off('faults', obey);
    await line?.close();
  });
  app.put('/database', async ({ body }): Promise<DatabaseAddress> => {
    const opened = await openDatabaseLine(parseForm(address, body));
    await line?.close();
    line = opened;
    faults.set({ ...faults.current, database: 'up' });
    return opened.address;
  });
}
