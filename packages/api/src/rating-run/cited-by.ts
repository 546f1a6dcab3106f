import type { Transaction } from '../platform/database.ts';
import { findEntriesById } from '../price-book/find-price-entries.ts';
import type { Cited } from './price-under.ts';
import type { UsedRow } from './usage-set.ts';

/** The costs that sold usage was offered over, which a margin stays over: known still or not. */
export async function citedBy(tx: Transaction, rows: readonly UsedRow[]): Promise<Cited> {
  return await findEntriesById(
    tx,
    rows.flatMap(({ pinned }) => pinned?.costEntryId ?? []),
  );
}
