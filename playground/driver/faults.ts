import type { Faults, GatewayAct } from '../protocol.ts';
import type { Api } from './api.ts';

/** What goes wrong on purpose; see {@link Faults}. */
export interface FaultControl {
  get(): Promise<Faults>;
  /** Sets the faults given here and mends all others. */
  set(faults: Partial<Faults>): Promise<void>;
  /** Lets a person leave a guild, both by their keys, or join it again; other faults stay. */
  member(guild: string, person: string, is: 'gone' | 'there'): Promise<void>;
  /** Mends everything. */
  clear(): Promise<void>;
}

/** The bot's connections to the gateway. */
export interface GatewayControl {
  /** Cuts them without a goodbye; with `resumable: false` their sessions are forgotten too. Tells how many there were. */
  drop(options?: { resumable?: boolean }): Promise<number>;
  /** Asks the bot to reconnect and resume. Tells how many connections there were. */
  reconnect(): Promise<number>;
  /** Delivers each interaction twice from now on, or no longer; other faults stay. */
  duplicate(on: boolean): Promise<void>;
}

/** The verbs of `discord.faults`. */
export function createFaultControl(api: Api): FaultControl {
  const set = async (faults: Partial<Faults>) => void (await api.put<Faults>('/faults', faults));
  const get = async () => api.get<Faults>('/faults');
  return {
    get,
    set,
    async member(guild, person, is) {
      const faults = await get();
      const others = faults.leftMembers.filter((one) => one !== `${guild}/${person}`);
      await set({ ...faults, leftMembers: is === 'gone' ? [...others, `${guild}/${person}`] : others });
    },
    clear: async () => set({}),
  };
}

/** The verbs of `discord.gateway`. */
export function createGatewayControl(api: Api): GatewayControl {
  async function act(given: GatewayAct): Promise<number> {
    const { connections } = await api.post<{ connections: number }>('/gateway', given);
    return connections;
  }
  return {
    drop: async ({ resumable = true } = {}) => act({ kind: 'drop', resumable }),
    reconnect: async () => act({ kind: 'reconnect' }),
    async duplicate(on) {
      const faults = await api.get<Faults>('/faults');
      await api.put<Faults>('/faults', { ...faults, duplicate: on });
    },
  };
}
