import type { Caller } from '../../domain/caller.ts';
import { pageOf, PAGE_SIZE, type Page } from '../../domain/pages.ts';
import { accessOf, LIST_ROLES, listsFor, type Among, type ListRole } from './access.ts';
import { FOUND } from './columns.ts';
import { TodoList } from './todo-list.ts';
import { fold } from '../fold.ts';

/** How many suggestions Discord shows at most while somebody types. */
const SUGGESTIONS = 25;

/** How much is open on list `f`. */
const OPEN_COUNT = `(select count(*)::integer from todos t
  where t.list_id = f.id and t.done_at is null and t.deleted_at is null)`;

/** A page of the lists that a caller sees here, with how much is open on each: theirs, the server's, shared ones. */
export async function listLists(
  caller: Caller,
  page: number,
): Promise<Page & { lists: TodoList[]; total: number }> {
  const { rows } = await TodoList.knex().raw<{ rows: (object & { total: number })[] }>(
    `with f as (${listsFor('living')}),
          n as (select count(*)::integer as total from f),
          lines as (
            select ${FOUND.of('f')}, ${OPEN_COUNT} as open_count from f order by rank, name is not null, ${fold('name')}, id
            limit ${PAGE_SIZE}
            offset (select least(:page - 1, greatest(total - 1, 0) / ${PAGE_SIZE}) * ${PAGE_SIZE} from n))
     select ${FOUND.and('open_count').of('lines')}, total from n left join lines on true order by rank, name is not null, ${fold('name')}, id`,
    { ...accessOf(caller), page: Math.max(1, page) },
  );
  const total = rows[0]?.total ?? 0;
  const lists = total > 0 ? rows.map((row) => TodoList.fromDatabaseJson(row)) : [];
  return { lists, total, ...pageOf(page, total) };
}

/**
 * Up to 25 lists in which the caller has at least that role and whose name contains what was typed, in any case, those
 * that begin with it first. The one without a name is found as `unnamed`, and
 * left out without that word.
 */
export async function suggestLists(
  caller: Caller,
  typed: string,
  wanted: { role: ListRole; among?: Among; unnamed?: string },
): Promise<TodoList[]> {
  const { role, among = 'living', unnamed } = wanted;
  const called = fold('coalesce(name, :unnamed)');
  const { rows } = await TodoList.knex().raw<{ rows: object[] }>(
    `select ${FOUND.list} from (${listsFor(among)}) f
     where strpos(${called}, ${fold(':typed')}) > 0 and role = any(:roles)
     order by strpos(${called}, ${fold(':typed')}) <> 1, rank, name is not null, ${fold('name')}, id
     limit ${SUGGESTIONS}`,
    {
      ...accessOf(caller),
      typed,
      unnamed: unnamed ?? null,
      roles: LIST_ROLES.slice(0, LIST_ROLES.indexOf(role) + 1),
    },
  );
  return rows.map((row) => TodoList.fromDatabaseJson(row));
}
