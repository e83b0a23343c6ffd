/**
 * SQL for a text by which names are compared and sorted, whatever their case: by Unicode's rules, which PostgreSQL has
 * built in, and not by those of the database's own locale. Migrations index the same expression.
 * Source: PostgreSQL documentation, 23.2.2.3.1 "Standard Collations", pg_c_utf8.
 */
export const fold = (text: string) => `lower(${text} collate pg_c_utf8)`;
