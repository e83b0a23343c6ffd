import { pageOf, PAGE_SIZE, type Page } from '../../domain/pages.ts';
import type { Columns } from './columns.ts';

/** SQL for how many rows come before page `:page`, or before the last one where there is no such page. */
export const skipped = (total: string) =>
  `least(:page - 1, greatest(${total} - 1, 0) / ${PAGE_SIZE}) * ${PAGE_SIZE}`;

/** What pages are of. */
export interface Paged {
  /** SQL of all that is found. */
  found: string;
  /** The columns of a line that are found, and those of `order`. */
  columns: Columns;
  /** A total order of what is found, by names of columns. */
  order: string;
  /** Common table expressions that `found` uses. */
  given?: string;
  /** More columns of a line, as SQL about row `f`; computed for the lines of the page alone. */
  computed?: Readonly<Record<string, string>>;
  /** More that is said once, beside the total. */
  besides?: string;
  /** What is found is computed once, rather than counted and read through indexes apart. */
  once?: boolean;
}

/** SQL for one page of what is found, with the `total` beside each line; an empty page has one row of nulls. Binding: `page`. */
export function paged({ found, columns, order, given, computed = {}, besides, once = false }: Paged): string {
  const more = Object.entries(computed).map(([name, sql]) => `, ${sql} as ${name}`);
  const line = columns.and(...Object.keys(computed));
  return `
    with ${given ? `${given},` : ''}
      found as ${once ? '' : 'not'} materialized (${found}),
      n as (select count(*)::integer as total from found),
      lines as (
        select ${columns.of('f')} ${more.join('')} from found f order by ${order}
        limit ${PAGE_SIZE} offset (select ${skipped('total')} from n))
    select ${line.of('lines')}, total ${besides ? `, ${besides}` : ''} from n left join lines on true order by ${order}`;
}

/** One page of lines, `total` over all pages; `first` has what is said once, even where there is no line. */
export async function askPage<Row extends object>(
  runner: { raw<Result>(sql: string, bindings: object): PromiseLike<Result> },
  statement: Paged,
  bindings: object,
  asked: number,
): Promise<Page & { rows: Row[]; first: Row | undefined; total: number }> {
  const { rows } = await runner.raw<{ rows: (Row & { total: number })[] }>(paged(statement), {
    ...bindings,
    page: Math.max(1, asked),
  });
  const [first] = rows;
  const total = first?.total ?? 0;
  return { rows: total > 0 ? rows : [], first, total, ...pageOf(asked, total) };
}
