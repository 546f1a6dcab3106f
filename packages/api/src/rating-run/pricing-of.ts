import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { readChangeSet } from '../change-set/read-change-sets.ts';
import type { DraftRow } from '../change-set/read-change-sets.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { withBook } from '../price-book/book-in-memory.ts';
import type { BookInMemory } from '../price-book/book-in-memory.ts';
import { knownPrices, replacedBy } from './known-prices.ts';
import type { Pricing } from './price-under.ts';
import { priceUnderDrafts } from './price-under-drafts.ts';
import type { Drafted } from './price-under-drafts.ts';
import type { StoredRun } from './rating-run.table.ts';

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
    if (set === undefined) return { held, set, drafted: undefined };
    const withdrawn = set.drafts.flatMap(({ action, targetId }) => (action === 'withdraw' && targetId !== null ? [targetId] : []));
    const known = await knownPrices(tx, set.set.bookId);
    const at = parts.clock().toISOString();
    const drafted: Drafted = { known, drafts: set.drafts.map(draftOf), replaced: await replacedBy(tx, withdrawn), at };
    return { held, set, drafted };
  });
  if (found.held.version !== run.priceVersion.toString()) return changedMeanwhile('The price book was changed');
  if (run.changeSetId !== null && found.set?.set.rowVersion !== run.changeSetVersion) return changedMeanwhile('The change set was changed');
  const { book } = found.held;
  const about = { atProvider: run.atProvider ?? undefined, statedStands: run.kind === 'rerating' };
  if (found.drafted === undefined) return accepted({ ...about, book, begins: new Map() });
  const under = priceUnderDrafts(book, found.drafted);
  return under.ok ? accepted({ ...about, ...under.value }) : under;
}

function draftOf({ id, action, targetId, entry, endsAt }: DraftRow): Drafted['drafts'][number] {
  return { id, action, targetId, entry, endsAt };
}

function changedMeanwhile(what: string): Outcome<never> {
  return refused({ code: 'run-closed', message: `${what} before the run came to its end: start another one.`, path: [] });
}
