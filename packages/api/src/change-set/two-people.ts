import { eq } from 'drizzle-orm';
import { workspaceTable } from '../access/workspaces/workspace.table.ts';
import type { Transaction } from '../platform/database.ts';

/** Whether prices drafted in a workspace are published by somebody who wrote none of them. */
export async function asksForTwoPeople(tx: Transaction, workspaceId: string): Promise<boolean> {
  const rows = await tx.select({ asked: workspaceTable.twoPeoplePublish }).from(workspaceTable).where(eq(workspaceTable.id, workspaceId));
  return rows[0]?.asked ?? false;
}

/** Sets it. What was published stays published. */
export async function askForTwoPeople(tx: Transaction, workspaceId: string, twoPeoplePublish: boolean): Promise<void> {
  await tx.update(workspaceTable).set({ twoPeoplePublish }).where(eq(workspaceTable.id, workspaceId));
}
