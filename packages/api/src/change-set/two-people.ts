import { eq, sql } from 'drizzle-orm';
import { workspaceTable } from '../access/workspaces/workspace.table.ts';
import type { Transaction } from '../platform/database.ts';

/** Whether somebody who wrote none of it publishes it: of a book for all, wherever any workspace asks for that. The database asks the same. */
export async function asksForTwoPeople(
  tx: Transaction,
  { bookId, workspaceId }: { readonly bookId: string; readonly workspaceId: string },
): Promise<boolean> {
  const { rows } = await tx.execute<{ asked: boolean }>(sql`SELECT asks_for_two_people(${bookId}::uuid, ${workspaceId}::uuid) AS asked`);
  return rows[0]?.asked === true;
}

/** What a workspace itself asks for. */
export async function twoPeopleSetting(tx: Transaction, workspaceId: string): Promise<boolean> {
  const rows = await tx.select({ asked: workspaceTable.twoPeoplePublish }).from(workspaceTable).where(eq(workspaceTable.id, workspaceId));
  return rows[0]?.asked ?? false;
}

/** Sets it. What was published stays published. */
export async function askForTwoPeople(tx: Transaction, workspaceId: string, twoPeoplePublish: boolean): Promise<void> {
  await tx.update(workspaceTable).set({ twoPeoplePublish }).where(eq(workspaceTable.id, workspaceId));
}
