/** SQL for an instant as RFC 3339 text, UTC, to the microsecond that PostgreSQL keeps: a JavaScript date would drop three digits. Of a column or an expression. */
export function instantSql(instant: string): string {
  return `to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
