import { createHash } from 'node:crypto';
import { checkDrafts } from '@halfpenny/core';
import type { CheckedDrafts, KnownPrice, Replaced } from '@halfpenny/core';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { bookVersion, type BookInMemory } from '../price-book/book-in-memory.ts';
import { instantOf } from '../price-book/instant-of.ts';
import { isKnown } from '../price-book/find-price-entries.ts';
import { priceEntryTable } from '../price-book/price-entry.table.ts';
import { selectPriceEntries } from '../price-book/price-entry-row.ts';
import type { ChangeSetRecord } from './read-change-sets.ts';

/** What checking needs: the cost book as it is held, and now. */
export interface Checking {
  readonly book: BookInMemory;
  readonly at: Date;
}

/** What a change set would do to the book as it is known now, and everything that is wrong with it. */
export interface CheckedChangeSet extends CheckedDrafts {
  /** Stands for what publication would do: another one, and the book or the drafts have changed since. */
  readonly fingerprint: string;
}

/** Checks a change set against its book, as the transaction sees it. */
export async function checkChangeSet(tx: Transaction, record: ChangeSetRecord, { book, at }: Checking): Promise<CheckedChangeSet> {
  const costs = await knownCosts(tx, book);
  const known = record.book === 'cost' ? costs : await knownNow(tx, record);
  const checked = checkDrafts({
    known,
    drafts: record.drafts,
    replaced: await findReplaced(tx, record),
    at: instantOf(at.toISOString()),
    book: record.book === 'cost' ? 'cost' : 'sell',
    costs,
  });
  return { ...checked, fingerprint: fingerprintOf(checked) };
}

async function knownNow(tx: Transaction, { set }: ChangeSetRecord): Promise<readonly KnownPrice[]> {
  return await selectPriceEntries(tx).where(and(eq(priceEntryTable.bookId, set.bookId), isKnown(undefined)));
}

async function knownCosts(tx: Transaction, memory: BookInMemory): Promise<readonly KnownPrice[]> {
  const held = await memory.at(tx, await bookVersion(tx));
  return [...held.rows.values()].filter((row) => row.book === 'cost');
}

/**
 * What each entry that is to be withdrawn took the place of: what we knew, just before it was published, of the time in which it applies. An entry that was
 * cut since is what it was before; of one that corrects another, what that one took the place of.
 */
async function findReplaced(tx: Transaction, { set, drafts }: ChangeSetRecord): Promise<Replaced> {
  const targets = drafts.flatMap(({ action, targetId }) => (action === 'withdraw' && targetId !== null ? [targetId] : []));
  if (targets.length === 0) return new Map();
  const { rows: pairs } = await tx.execute<{ target: string; replaced: string }>(sql`
    WITH RECURSIVE link AS (
      SELECT t.id AS target, o.* FROM price_entry AS t JOIN price_entry AS o ON o.id = coalesce(t.origin_id, t.id)
      WHERE t.book_id = ${set.bookId}::uuid AND t.id = ANY(${sql.param(targets)}::uuid[])
      UNION
      SELECT link.target, o.* FROM link JOIN price_entry AS c ON c.id = link.corrects JOIN price_entry AS o ON o.id = coalesce(c.origin_id, c.id))
    SELECT DISTINCT link.target, r.id AS replaced FROM link
    JOIN price_entry AS r ON (r.book_id, r.provider, r.model, r.mode) = (link.book_id, link.provider, link.model, link.mode)
      AND upper(r.known) = lower(link.known) AND r.valid && link.valid
    WHERE coalesce(r.origin_id, r.id) NOT IN (SELECT own.id FROM link AS own WHERE own.target = link.target)`);
  if (pairs.length === 0) return new Map();
  const rows = await selectPriceEntries(tx).where(inArray(priceEntryTable.id, [...new Set(pairs.map(({ replaced }) => replaced))]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const ofTarget = Map.groupBy(pairs, ({ target }) => target);
  return new Map([...ofTarget].map(([target, found]) => [target, found.flatMap(({ replaced }) => byId.get(replaced) ?? [])]));
}

function fingerprintOf({ changes }: CheckedDrafts): string {
  const does = changes.map(({ closes, adds }) => ({ closes: closes.map(({ id }) => id), adds }));
  return createHash('sha256').update(JSON.stringify(does)).digest('hex').slice(0, 32);
}
