import type { StoredTariff } from '@halfpenny/core';
import { sql, type SQL } from 'drizzle-orm';
import { customType, date, jsonb, pgTable, text, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core';

const tstzrange = customType<{ data: string }>({ dataType: () => 'tstzrange' });

/** Tariffs with their two periods. The SQL and the meaning of each column: migrations/0002_price_book.sql and 0022_change_set.sql. */
export const priceEntryTable = pgTable('price_entry', {
  id: uuid('id').primaryKey(),
  bookId: uuid('book_id').notNull(),
  provider: text('provider').notNull(),
  model: text('model').notNull(),
  mode: text('mode').$type<'realtime' | 'batch'>().notNull(),
  currency: text('currency').notNull(),
  kind: text('kind').$type<'metered' | 'flat'>().notNull(),
  tariff: jsonb('tariff').$type<StoredTariff>().notNull(),
  valid: tstzrange('valid').notNull(),
  known: tstzrange('known').notNull(),
  corrects: uuid('corrects'),
  originId: uuid('origin_id'),
  baseId: uuid('base_id'),
  ratedTariff: jsonb('rated_tariff').$type<StoredTariff>(),
  changeSetId: uuid('change_set_id'),
  draftId: uuid('draft_id'),
  endedBy: uuid('ended_by'),
  source: text('source'),
  checkedOn: date('checked_on', { mode: 'string' }),
  note: text('note'),
});

/** The first instant of a period, as RFC 3339 text with all the digits PostgreSQL keeps. */
export function startOf(period: AnyPgColumn): SQL<string> {
  return sql<string>`to_char(lower(${period}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** The first instant after a period, likewise; null while it is open. */
export function endOf(period: AnyPgColumn): SQL<string | null> {
  return sql<string | null>`to_char(upper(${period}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** Whether a period holds an instant, RFC 3339. */
export function holds(period: AnyPgColumn, at: string): SQL {
  return sql`${period} @> ${at}::timestamptz`;
}
