import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { Page } from '../platform/page.type.ts';
import { priceBookTable } from '../price-book/price-book.table.ts';
import { changeSetTable, confirmationTable, draftTable, reviewTable } from './change-set.table.ts';

/** A draft as it is stored. */
export type DraftRow = typeof draftTable.$inferSelect;

/** A change set with its book, its drafts and what was said of it. */
export interface ChangeSetRecord {
  readonly set: typeof changeSetTable.$inferSelect;
  readonly book: string;
  readonly drafts: readonly DraftRow[];
  readonly reviews: readonly (typeof reviewTable.$inferSelect)[];
  readonly confirmations: readonly (typeof confirmationTable.$inferSelect)[];
}

/** The change set of an id, whole; undefined where the workspace of the transaction has none. */
export async function readChangeSet(tx: Transaction, id: string): Promise<ChangeSetRecord | undefined> {
  const rows = await withBooks(tx).where(eq(changeSetTable.id, id));
  return (await whole(tx, rows))[0];
}

/** The same, kept from all others until the transaction ends. */
export async function lockChangeSet(tx: Transaction, { workspaceId, id }: { readonly workspaceId: string; readonly id: string }) {
  await tx.execute(sql`SELECT FROM price_change_set WHERE workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE`);
  const rows = await withBooks(tx).where(and(eq(changeSetTable.workspaceId, workspaceId), eq(changeSetTable.id, id)));
  return (await whole(tx, rows))[0];
}

/** Which change sets to list; what is absent is not asked for. */
export interface ChangeSetChoice {
  readonly state?: ChangeSetRecord['set']['state'] | undefined;
  /** The name of their book. */
  readonly book?: string | undefined;
}

/** A page of change sets, the latest first, after the one in the cursor; and how many there are on all pages. */
export async function listChangeSets(tx: Transaction, choice: ChangeSetChoice, page: Page) {
  const chosen = and(
    choice.state === undefined ? undefined : eq(changeSetTable.state, choice.state),
    choice.book === undefined ? undefined : sql`${changeSetTable.bookId} IN (SELECT id FROM price_book WHERE name = ${choice.book})`,
  );
  const seen = sql`(${changeSetTable.createdAt}, ${changeSetTable.id}) < (SELECT created_at, id FROM price_change_set WHERE id = ${page.after})`;
  const rows = await withBooks(tx)
    .where(and(chosen, page.after === undefined ? undefined : seen))
    .orderBy(desc(changeSetTable.createdAt), desc(changeSetTable.id))
    .limit(page.first + 1);
  const [counted] = await tx.select({ total: count() }).from(changeSetTable).where(chosen);
  return { records: await whole(tx, rows.slice(0, page.first)), more: rows.length > page.first, total: counted?.total ?? 0 };
}

function withBooks(tx: Transaction) {
  return tx
    .select({ set: changeSetTable, book: priceBookTable.name })
    .from(changeSetTable)
    .innerJoin(priceBookTable, eq(priceBookTable.id, changeSetTable.bookId))
    .$dynamic();
}

async function whole(tx: Transaction, rows: readonly Pick<ChangeSetRecord, 'set' | 'book'>[]): Promise<readonly ChangeSetRecord[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ set }) => set.id);
  const drafts = await tx
    .select()
    .from(draftTable)
    .where(inArray(draftTable.changeSetId, ids))
    .orderBy(asc(draftTable.position), asc(draftTable.id));
  const reviews = await tx.select().from(reviewTable).where(inArray(reviewTable.changeSetId, ids)).orderBy(asc(reviewTable.rowVersion));
  const confirmations = await tx.select().from(confirmationTable).where(inArray(confirmationTable.changeSetId, ids));
  const of = { drafts: bySet(drafts), reviews: bySet(reviews), confirmations: bySet(confirmations) };
  return rows.map((row) => {
    const { id } = row.set;
    return { ...row, drafts: of.drafts.get(id) ?? [], reviews: of.reviews.get(id) ?? [], confirmations: of.confirmations.get(id) ?? [] };
  });
}

function bySet<T extends { readonly changeSetId: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(rows, ({ changeSetId }) => changeSetId);
}
