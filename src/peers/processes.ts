import type { Knex } from 'knex';

/** What a process sees of the others. */
export interface Sight {
  /** The moment it looked, by the database's clock. */
  now: string;
  /** How many others were there lately. */
  others: number;
  /** How many of the last hour have not looked since this process became visible, and may be at work all the same. */
  unaware: number;
  /** It was itself there all the time: nobody can have taken it for gone. */
  wasSeen: boolean;
}

/** The rows of `processes`, as one of them uses them. */
export interface Processes {
  /** @param visibleSince from when on others can have known of this one; null before that */
  look(visibleSince: string | null): Promise<Sight>;
  /** Says that this process knows who was there at a moment. */
  saw(now: string): Promise<void>;
  leave(): Promise<void>;
}

export function createProcesses(knex: Knex, id: string): Processes {
  return {
    async look(visibleSince) {
      // Others take a process for gone after a minute; it must know that earlier than they do.
      const { rows } = await knex.raw<{ rows: [Sight] }>(
        `select now()::text as now,
                count(*) filter (where id <> :id and seen_at > now() - interval '1 minute')::integer as others,
                count(*) filter (where id <> :id
                                 and seen_at <= coalesce(cast(:visibleSince as timestamptz), now()))::integer as unaware,
                coalesce(bool_or(id = :id and seen_at > now() - interval '30 seconds'), false) as "wasSeen"
         from processes where seen_at > now() - interval '1 hour'`,
        { id, visibleSince },
      );
      return rows[0];
    },
    async saw(now) {
      await knex.raw(
        `insert into processes (id, seen_at) values (?, ?)
         on conflict (id) do update set seen_at = excluded.seen_at`,
        [id, now],
      );
    },
    async leave() {
      await knex.raw('delete from processes where id = ?', [id]);
    },
  };
}
