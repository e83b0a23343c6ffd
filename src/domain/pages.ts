/** How many lines a page of a list shows. */
export const PAGE_SIZE = 10;

/** Where a page of a list begins, for a page that exists: asked-for pages outside 1..pages become the nearest one. */
export interface Page {
  page: number;
  pages: number;
  offset: number;
}

/** The nearest existing page; an empty list has one page. */
export function pageOf(asked: number, total: number): Page {
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(Math.max(1, Math.trunc(asked) || 1), pages);
  return { page, pages, offset: (page - 1) * PAGE_SIZE };
}
