import type { Caller } from '../../domain/ownership/caller.ts';
import { pageOf, PAGE_SIZE, type Page } from '../../domain/pages.ts';
import { accessOf, listsFor } from './access.ts';
import { FOUND } from './columns.ts';
import { suggestedLists, type Wanted } from './suggested.ts';
import { TodoList } from './todo-list.ts';
import { fold } from '../base/fold.ts';

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

/** Up to 25 lists that a caller may mean by what they have typed so far. */
export async function suggestLists(caller: Caller, typed: string, wanted: Wanted): Promise<TodoList[]> {
  const rows = await suggestedLists(TodoList.knex(), caller, typed, wanted);
  return rows.map((row) => TodoList.fromDatabaseJson(row));
}
