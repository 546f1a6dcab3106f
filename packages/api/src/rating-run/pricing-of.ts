import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import type { Database } from '../platform/database.ts';
import { withBook } from '../price-book/book-in-memory.ts';
import type { BookInMemory } from '../price-book/book-in-memory.ts';
import type { Pricing } from './price-under.ts';
import type { StoredRun } from './rating-run.table.ts';

/** What looking prices up needs. */
export interface PricingParts {
  readonly database: Database;
  readonly book: BookInMemory;
}

/** What a run rates by. Refused where the prices are others by now than when it was asked for: half of it would be rated by each. */
export async function pricingOf(parts: PricingParts, run: StoredRun): Promise<Outcome<Pricing>> {
  const held = await withBook(parts, run.workspaceId, async (_tx, known) => known);
  if (held.version !== run.priceVersion.toString()) return changedMeanwhile('The price book was changed');
  const atProvider = run.atProvider ?? undefined;
  return accepted({ book: held.book, atProvider, begins: new Map(), statedStands: run.kind === 'rerating' });
}

function changedMeanwhile(what: string): Outcome<never> {
  return refused({ code: 'run-closed', message: `${what} before the run came to its end: start another one.`, path: [] });
}
