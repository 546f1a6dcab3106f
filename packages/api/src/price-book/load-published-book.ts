import { invariant, priceEntry, publishedPriceEntries, storedTariff, type PriceEntryInput } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { asSystem, type Database, type Transaction } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';

/**
 * Loads the published book into the cost book and answers with how many entries it added. They are known from `at`, the moment of loading.
 * Each provider, model and mode is loaded once: where the cost book holds any entry of one, published data changes nothing any more, so
 * what an operator amended stays amended. Of two that load at once, the second finds nothing to add.
 */
export function loadPublishedBook(database: Database, load: { readonly at: Date; readonly newId: NewId }): Promise<number> {
  return asSystem(database, async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('halfpenny: published price book'))`);
    const bookId = await openCostBook(tx, load);
    const rows = publishedPriceEntries.map((input) => storedEntry(input, load.newId()));
    const added = await tx.execute(sql`
      INSERT INTO price_entry (id, book_id, provider, model, mode, currency, kind, tariff, valid, known, source, checked_on, note)
      SELECT id, ${bookId}, provider, model, mode, currency, kind, tariff,
             tstzrange(valid_from, valid_until), tstzrange(${load.at.toISOString()}::timestamptz, NULL), source, checked_on, note
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS published (
        id uuid, provider text, model text, mode text, currency text, kind text, tariff jsonb,
        valid_from timestamptz, valid_until timestamptz, source text, checked_on date, note text)
      WHERE NOT EXISTS (
        SELECT FROM price_entry AS held
        WHERE held.book_id = ${bookId} AND (held.provider, held.model, held.mode) = (published.provider, published.model, published.mode))`);
    return added.rowCount ?? 0;
  });
}

async function openCostBook(tx: Transaction, load: { readonly at: Date; readonly newId: NewId }): Promise<string> {
  const opened = await tx.execute<{ id: string }>(sql`
    WITH opened AS (
      INSERT INTO price_book (id, kind, name, created_at) VALUES (${load.newId()}, 'cost', 'cost', ${load.at.toISOString()}::timestamptz)
      ON CONFLICT DO NOTHING RETURNING id)
    SELECT id FROM opened UNION ALL SELECT id FROM price_book WHERE name = 'cost' AND scope = '*' LIMIT 1`);
  invariant(opened.rows[0] !== undefined, 'There is a cost book once it was opened.');
  return opened.rows[0].id;
}

/** A published entry as a row; what core refuses is never published, which a test of core holds. */
function storedEntry(input: PriceEntryInput, id: string): Readonly<Record<string, unknown>> {
  const checked = priceEntry(input);
  invariant(checked.ok, `The published entry for ${input.provider} ${input.model} is one that core accepts.`);
  const entry = checked.value;
  return {
    id,
    provider: entry.provider,
    model: entry.model,
    mode: entry.mode,
    currency: entry.currency,
    kind: entry.kind,
    tariff: storedTariff(input),
    valid_from: entry.validFrom,
    valid_until: entry.validUntil,
    source: input.source ?? null,
    checked_on: input.checkedOn ?? null,
    note: input.note ?? null,
  };
}
