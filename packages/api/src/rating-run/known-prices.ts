import type { KnownPrice, Replaced } from '@halfpenny/core';
import type { Transaction } from '../platform/database.ts';

const columns = `
  e.id, e.provider, e.model, e.mode, e.currency, e.tariff, e.source, e.checked_on::text AS "checkedOn", e.note, e.origin_id AS "originId",
  e.base_id AS "baseId", e.rated_tariff AS "ratedTariff",
  to_char(lower(e.valid) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "validFrom",
  to_char(upper(e.valid) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "validUntil"`;

/** Every entry of a book that is known now. */
export async function knownPrices(tx: Transaction, bookId: string): Promise<readonly KnownPrice[]> {
  const text = `SELECT ${columns} FROM price_entry AS e WHERE e.book_id = $1 AND upper_inf(e.known) ORDER BY e.provider, e.model, e.mode, lower(e.valid)`;
  const { rows } = await tx.$client.query<KnownPrice>(text, [bookId]);
  return rows;
}

/** What entries took the place of when they were published: known until that very instant, and valid while they are. */
export async function replacedBy(tx: Transaction, ids: readonly string[]): Promise<Replaced> {
  const text = `SELECT later.id AS "laterId", ${columns} FROM price_entry AS later
    JOIN price_entry AS e ON (e.book_id, e.provider, e.model, e.mode) = (later.book_id, later.provider, later.model, later.mode)
      AND upper(e.known) = lower(later.known) AND e.valid && later.valid
    WHERE later.id = ANY ($1::uuid[])`;
  const { rows } = await tx.$client.query<KnownPrice & { readonly laterId: string }>(text, [ids]);
  const byLater = Map.groupBy(rows, ({ laterId }) => laterId);
  return new Map([...byLater].map(([laterId, found]) => [laterId, found.map(({ laterId: _laterId, ...known }) => known)]));
}
