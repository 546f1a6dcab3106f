import { accepted, invariant, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { readChangeSet } from '../change-set/read-change-sets.ts';
import type { DraftRow } from '../change-set/read-change-sets.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { withBook } from '../price-book/book-in-memory.ts';
import type { BookInMemory, HeldBook } from '../price-book/book-in-memory.ts';
import { knownPrices, replacedBy } from './known-prices.ts';
import { PinnedNow } from './pinned-now.ts';
import { costUnder } from './price-under.ts';
import type { Pricing } from './price-under.ts';
import { costsUnderDrafts, priceUnderDrafts } from './price-under-drafts.ts';
import type { Drafted } from './price-under-drafts.ts';
import type { StoredRun } from './rating-run.table.ts';
import { sellUnder } from './sell-under.ts';

/** What looking prices up needs. */
export interface PricingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly book: BookInMemory;
}

/** What a run rates by. Refused where the prices are others by now than when it was asked for: half of it would be rated by each. */
export async function pricingOf(parts: PricingParts, run: StoredRun): Promise<Outcome<Pricing>> {
  const found = await withBook(parts, run.workspaceId, async (tx, held) => {
    const set = run.changeSetId === null ? undefined : await readChangeSet(tx, run.changeSetId);
    if (set === undefined) return { held, set, drafted: undefined, book: undefined };
    const withdrawn = set.drafts.flatMap(({ action, targetId }) => (action === 'withdraw' && targetId !== null ? [targetId] : []));
    const known = await knownPrices(tx, set.set.bookId);
    const at = parts.clock().toISOString();
    const drafted: Drafted = { known, drafts: set.drafts.map(draftOf), replaced: await replacedBy(tx, withdrawn), at };
    return { held, set, drafted, book: await bookOf(tx, set.set.bookId) };
  });
  if (found.held.version !== run.priceVersion.toString()) return changedMeanwhile('The price book was changed');
  if (run.changeSetId !== null && found.set?.set.rowVersion !== run.changeSetVersion) return changedMeanwhile('The change set was changed');
  if (run.kind === 'rerating') return accepted(reratedBy(found.held, run.side));
  const atProvider = run.atProvider ?? undefined;
  const about = { side: run.side, statedStands: false, pinnedNow: undefined };
  if (run.side === 'cost') {
    const { book } = found.held;
    const under =
      found.drafted === undefined ? accepted({ book, begins: new Map<string, string>() }) : costsUnderDrafts(book, found.drafted);
    return under.ok ? accepted({ ...about, priceOf: (row) => costUnder({ ...under.value, atProvider }, row) }) : under;
  }
  const { held, drafted, book } = found;
  invariant(drafted !== undefined && book !== undefined, 'What callers would be charged is rated under the drafts of a sell book.');
  const own = held.sells.flatMap((sell) => (sell.book === book.name && sell.scope === book.scope ? [sell.entry] : []));
  const under = priceUnderDrafts(own, drafted);
  return under.ok ? accepted({ ...about, priceOf: sellUnder(held, { book, drafted: under.value, atProvider }) }) : under;
}

/** What a re-rating rates by: costs by the entry in force when the provider worked, charges by what their quotes pinned, both as they are known now. */
export function reratedBy(held: HeldBook, side: 'cost' | 'charge'): Pricing {
  const pinned = new PinnedNow(held);
  const costs = { book: held.book, atProvider: undefined, begins: new Map<string, string>() };
  return {
    side,
    statedStands: true,
    priceOf: (row, cited) => (side === 'cost' ? costUnder(costs, row) : pinned.amended(row, cited)),
    pinnedNow: (row, cited) => pinned.entryOf(row, cited),
  };
}

async function bookOf(tx: Transaction, id: string): Promise<{ readonly name: string; readonly scope: string }> {
  const { rows } = await tx.execute<{ name: string; scope: string }>(sql`SELECT name, scope FROM price_book WHERE id = ${id}::uuid`);
  const [book] = rows;
  invariant(book !== undefined, 'A change set is one of a book, and none is ever deleted.');
  return book;
}

function draftOf({ id, action, targetId, entry, endsAt }: DraftRow): Drafted['drafts'][number] {
  return { id, action, targetId, entry, endsAt };
}

function changedMeanwhile(what: string): Outcome<never> {
  return refused({ code: 'run-closed', message: `${what} before the run came to its end: start another one.`, path: [] });
}
