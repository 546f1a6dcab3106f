import { and, asc, desc, eq, gt, inArray, lt, sql } from 'drizzle-orm';
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

/** By their numbers, or by size: what comes to most first, whichever its sign. */
export type ItemOrder = 'number' | 'size';

/** Items of a run in an order, a page and one more. `after` is the number of the last one seen. */
export async function listItems(
  tx: Transaction,
  { runId, order = 'number', ...choice }: ItemChoice & { readonly runId: string; readonly order?: ItemOrder },
  { first, after }: Page,
): Promise<readonly StoredItem[]> {
  const { number, amount } = reconciliationItemTable;
  const size = sql`(-abs(${amount}), ${number})`;
  const last = sql`(SELECT -abs(amount), number FROM reconciliation_item WHERE run_id = ${runId}::uuid AND number = ${Number(after ?? 0)})`;
  return await tx
    .select()
    .from(reconciliationItemTable)
    .where(
      and(
        itemsWhere(runId, choice),
        after === undefined ? undefined : order === 'size' ? sql`${size} > ${last}` : gt(number, Number(after)),
      ),
    )
    .orderBy(...(order === 'size' ? [sql`abs(${amount}) DESC`, asc(number)] : [asc(number)]))
    .limit(first + 1);
}

/** The item of that number; undefined where the run has none. */
export async function findItem(tx: Transaction, runId: string, number: number): Promise<StoredItem | undefined> {
  const { runId: of, number: numbered } = reconciliationItemTable;
  const [found] = await tx
    .select()
    .from(reconciliationItemTable)
    .where(and(eq(of, runId), eq(numbered, number)));
  return found;
}

/** The resolutions of a run in the order in which they were proposed. */
export async function listResolutions(tx: Transaction, runId: string): Promise<readonly StoredResolution[]> {
  const { runId: of, proposedAt, id } = itemResolutionTable;
  return await tx.select().from(itemResolutionTable).where(eq(of, runId)).orderBy(asc(proposedAt), asc(id));
}
