import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { Tasks } from '../queue/tasks.ts';
import { reconciliationRunTable } from './reconciliation.table.ts';

/** Which run. */
export type About = Tasks['reconcile'];

/** Says how far a run has come. */
export async function moveOn(tx: Transaction, about: About, change: Partial<typeof reconciliationRunTable.$inferInsert>): Promise<void> {
  await tx.update(reconciliationRunTable).set(change).where(isRun(about));
}

/** The run that is meant. */
export function isRun({ workspaceId, runId }: About) {
  return and(eq(reconciliationRunTable.workspaceId, workspaceId), eq(reconciliationRunTable.id, runId));
}
