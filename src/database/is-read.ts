const READS = /^\s*(select|with)\b/i;

/** Words that change something, lock something, or depend on the connection: functions of PostgreSQL's own, above all. */
const DOES_MORE =
  /\b(insert|update|delete|merge|truncate|into|share|nextval|setval|notify|set_config|pg_\w+)\b/i;

/** Whether a statement certainly reads and nothing else, so that it may be asked again. When in doubt it does not. */
export function isRead(sql: string): boolean {
  return READS.test(sql) && !DOES_MORE.test(sql);
}
