import { refused, type Outcome } from '@halfpenny/core';
import { and, eq, gt, lt, ne, or } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { reconciliationRunTable, type StoredReconciliation } from './reconciliation.table.ts';

/** Why a run cannot be accepted beside one of another period that shares days with its own: what both state would be owed twice. Undefined where none does. */
export async function overlapProblem(tx: Transaction, run: StoredReconciliation): Promise<Outcome<never> | undefined> {
  const { providerAccountId, state, periodFrom, periodUntil } = reconciliationRunTable;
  const [other] = await tx
    .select({ periodFrom, periodUntil })
    .from(reconciliationRunTable)
    .where(
      and(
        eq(providerAccountId, run.providerAccountId),
        eq(state, 'accepted'),
        lt(periodFrom, run.periodUntil),
        gt(periodUntil, run.periodFrom),
        or(ne(periodFrom, run.periodFrom), ne(periodUntil, run.periodUntil)),
      ),
    )
    .limit(1);
  if (other === undefined) return undefined;
  const [from, until] = [other.periodFrom, other.periodUntil].map((instant) => instant.toISOString().slice(0, 10));
  return refused({
    code: 'overlapping-statements',
    message: `The statement of ${from} until ${until} is accepted and shares days with this one: reconcile exactly that period again, or days outside of it.`,
    path: ['id'],
  });
}
