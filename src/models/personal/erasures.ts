import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import type { Transaction } from '../base/base-model.ts';
import { eraseIn } from './erase-in.ts';

/** That somebody was erased: who it was can be told only by who has the id already. Bytes in hexadecimal. */
export interface Erased {
  id: string;
  salt: string;
  /** SHA-256 of the salt and the person's id, in decimal. */
  digest: string;
  /** As PostgreSQL writes it. */
  erasedAt: string;
}

/** SQL for the digest of an id. */
const digestOf = (salt: string, id: string) => `sha256(${salt} || convert_to(${id}, 'UTF8'))`;

/** Remembers an erasure in its transaction. All have one salt, so that a restore computes each person's digest once. */
export async function remember(trx: Transaction, userId: string): Promise<void> {
  await trx.raw(
    `insert into erasures (id, salt, digest)
     select :id, salt, ${digestOf('salt', ':userId')}
     from (select coalesce((select salt from erasures order by erased_at limit 1), :salt) as salt) s`,
    { id: uuid(), userId, salt: randomBytes(32) },
  );
}

/** All erasures that a database remembers; none of one from before there were any. */
export async function erasuresIn(knex: Knex): Promise<Erased[]> {
  const { rows: tables } = await knex.raw<{ rows: { there: boolean }[] }>(
    `select to_regclass('erasures') is not null as there`,
  );
  if (!tables[0]?.there) return [];
  const { rows } = await knex.raw<{ rows: Erased[] }>(
    `select id, encode(salt, 'hex') as salt, encode(digest, 'hex') as digest, erased_at::text as "erasedAt"
     from erasures order by erased_at, id`,
  );
  return rows;
}

/**
 * Erases again who was erased after what a database holds was written, and remembers it there: erasures that it does not
 * remember. Whoever came back after one that it remembers stays.
 * @returns how many people were there again
 */
export async function replayErasures(knex: Knex, erasures: readonly Erased[]): Promise<number> {
  if (erasures.length === 0) return 0;
  return knex.transaction(async (trx) => {
    // Few are missing, of the same salt: each person's digest is computed once, and only when any is.
    const { rows } = await trx.raw<{ rows: { id: string }[] }>(
      `with missing as (
         insert into erasures (id, salt, digest, erased_at)
         select id, decode(salt, 'hex'), decode(digest, 'hex'), "erasedAt"
         from jsonb_to_recordset(cast(:erasures as jsonb)) e (id uuid, salt text, digest text, "erasedAt" timestamptz)
         on conflict (id) do nothing
         returning salt, digest)
       select distinct u.id from (select distinct salt from missing) s cross join users u
       join missing m on m.salt = s.salt and m.digest = ${digestOf('s.salt', 'u.id::text')}
       order by u.id`,
      { erasures: JSON.stringify(erasures) },
    );
    for (const { id } of rows) await eraseIn(trx, id);
    return rows.length;
  });
}
