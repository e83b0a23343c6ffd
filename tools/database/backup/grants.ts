import { type ClientBase, escapeIdentifier } from 'pg';

interface Grant {
  name: string;
  kind: 'table' | 'sequence';
  privilege: string;
  /** Null means everybody. */
  role: string | null;
  grantable: boolean;
}

/** Who besides the owner may do what with tables and sequences of the current schema: goes with them when dropped. */
export async function grantsNow(client: ClientBase): Promise<Grant[]> {
  const { rows } = await client.query<Grant>(`
    select c.relname as name, case c.relkind when 'S' then 'sequence' else 'table' end as kind,
           a.privilege_type as privilege, r.rolname as role, a.is_grantable as grantable
    from pg_class c, aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
      and a.grantee <> c.relowner`);
  return rows;
}

/** Grants the same again, on what is there under the same name. */
export async function grantAgain(client: ClientBase, grants: readonly Grant[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = current_schema()::regnamespace`,
  );
  const there = new Set(rows.map(({ name }) => name));
  for (const { name, kind, privilege, role, grantable } of grants) {
    if (!there.has(name)) continue;
    const to = role === null ? 'public' : escapeIdentifier(role);
    await client.query(
      `grant ${privilege} on ${kind} ${escapeIdentifier(name)} to ${to}${grantable ? ' with grant option' : ''}`,
    );
  }
}
