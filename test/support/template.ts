/** The migrated database that those of the test files are copies of. */
export const TEMPLATE = 'ostinato_template';

/** The same server, another database. */
export function withDatabaseName(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** Where the run's PostgreSQL is; set by the global setup. */
export function serverUrl(): string {
  const url = process.env['TEST_SERVER_URL'];
  if (url) return url;
  throw new Error(
    'This test needs PostgreSQL, and none was started for it; run it with ./dev-env.sh test-database.',
  );
}
