import type { KeyChange, PlannedPrice, TimelineRow } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { instantOf } from '../price-book/instant-of.ts';
import { priceEntryTable } from '../price-book/price-entry.table.ts';
import { ratedEntry, selectPriceEntries, type PriceEntryRow } from '../price-book/price-entry-row.ts';
import type { ChangeSetRecord } from './read-change-sets.ts';

/** What a published change set did, key by key: the entries it ended what we knew of, and those it added. */
export async function publishedChanges(tx: Transaction, { set }: ChangeSetRecord): Promise<readonly KeyChange[]> {
  const { changeSetId, endedBy, valid } = priceEntryTable;
  const added = await selectPriceEntries(tx).where(eq(changeSetId, set.id)).orderBy(valid);
  const closed = await selectPriceEntries(tx).where(eq(endedBy, set.id)).orderBy(valid);
  const closedByKey = Map.groupBy(closed, keyOf);
  const addedByKey = Map.groupBy(added, keyOf);
  return [...new Set([...closedByKey.keys(), ...addedByKey.keys()])].toSorted().flatMap((key) => {
    const [before, rows] = [closedByKey.get(key) ?? [], addedByKey.get(key) ?? []];
    const [first] = [...rows, ...before];
    if (first === undefined) return [];
    const { provider, model, mode } = first;
    return [{ provider, model, mode, before, closes: before, adds: rows.map(asPlanned), after: rows.map(asTimelineRow) }];
  });
}

function keyOf({ provider, model, mode }: PriceEntryRow): string {
  return JSON.stringify([provider, model, mode]);
}

/** The draft is named since entries keep theirs; before, a price of its own is known to have come from one. */
function asPlanned(row: PriceEntryRow): PlannedPrice {
  return { ...row, localId: row.id, draftId: row.draftId ?? (row.originId === null ? row.id : null) };
}

function asTimelineRow(row: PriceEntryRow): TimelineRow {
  const period = { from: instantOf(row.validFrom), until: row.validUntil === null ? null : instantOf(row.validUntil) };
  const isOwn = row.originId === null;
  const piece = {
    ...period,
    stated: row,
    origin: row.originId ?? row.id,
    draftId: isOwn ? row.id : null,
    corrects: isOwn ? row.corrects : null,
  };
  return { ...period, known: undefined, planned: asPlanned(row), piece, rated: ratedEntry(row) };
}
