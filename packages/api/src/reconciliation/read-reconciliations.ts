import { and, asc, desc, eq, gt, inArray, lt } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { Page } from '../platform/page.type.ts';
import {
  itemResolutionTable,
  reconciliationItemTable,
  reconciliationRunTable,
  type ItemState,
  type StoredItem,
  type StoredReconciliation,
  type StoredResolution,
} from './reconciliation.table.ts';

/** The run of that id; undefined where there is none. */
export async function findRun(tx: Transaction, id: string): Promise<StoredReconciliation | undefined> {
  const [run] = await tx.select().from(reconciliationRunTable).where(eq(reconciliationRunTable.id, id));
  return run;
}

/** Runs, the latest first, a page and one more. */
export async function listReconciliations(tx: Transaction, { first, after }: Page): Promise<readonly StoredReconciliation[]> {
  const { id } = reconciliationRunTable;
  return await tx
    .select()
    .from(reconciliationRunTable)
    .where(after === undefined ? undefined : lt(id, after))
    .orderBy(desc(id))
    .limit(first + 1);
}

/** Which items of a run; absent: all. */
export interface ItemChoice {
  readonly parts?: readonly string[] | undefined;
  readonly causes?: readonly string[] | undefined;
  readonly states?: readonly ItemState[] | undefined;
}

/** The condition by which items of a run are chosen. */
export function itemsWhere(ofRun: string, { parts, causes, states }: ItemChoice) {
  const { runId, part, cause, state } = reconciliationItemTable;
  return and(
    eq(runId, ofRun),
    parts === undefined ? undefined : inArray(part, [...parts]),
    causes === undefined ? undefined : inArray(cause, [...causes]),
    states === undefined ? undefined : inArray(state, [...states]),
  );
}

/** Items of a run in their order, a page and one more. `after` is the number of the last one seen. */
export async function listItems(
  tx: Transaction,
  runId: string,
  choice: ItemChoice,
  { first, after }: Page,
): Promise<readonly StoredItem[]> {
  const { number } = reconciliationItemTable;
  return await tx
    .select()
    .from(reconciliationItemTable)
    .where(and(itemsWhere(runId, choice), after === undefined ? undefined : gt(number, Number(after))))
    .orderBy(asc(number))
    .limit(first + 1);
}

/** The resolutions of a run in the order in which they were proposed. */
export async function listResolutions(tx: Transaction, runId: string): Promise<readonly StoredResolution[]> {
  const { runId: of, proposedAt, id } = itemResolutionTable;
  return await tx.select().from(itemResolutionTable).where(eq(of, runId)).orderBy(asc(proposedAt), asc(id));
}
