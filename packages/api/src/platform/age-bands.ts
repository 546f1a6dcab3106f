import { sql, type SQL } from 'drizzle-orm';

/** In which band of ages so many seconds are, from 0 on: until 4 days, 31, 91, and more. */
export function ageBand(seconds: SQL): SQL {
  return sql`width_bucket(${seconds} / 86400, ARRAY[4, 31, 91])`;
}

/** The days a `band` begins with, and those it ends before; NULL: it has no end. */
export const bandDays = sql`(ARRAY[0, 4, 31, 91])[band + 1] AS "fromDays", (ARRAY[4, 31, 91])[band + 1] AS "untilDays"`;
