import { usualPolicy } from '@halfpenny/core';
import { and, desc, eq, isNotNull, lte } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { providerPolicyTable, type StoredPolicy } from './provider-policy.table.ts';

/** The policy of an account that holds on a UTC day; undefined where none was approved. */
export async function policyOn(tx: Transaction, providerAccountId: string, day: string): Promise<StoredPolicy | undefined> {
  const { providerAccountId: of, validFrom, approvedAt } = providerPolicyTable;
  const [found] = await tx
    .select()
    .from(providerPolicyTable)
    .where(and(eq(of, providerAccountId), lte(validFrom, day), isNotNull(approvedAt)))
    .orderBy(desc(validFrom), desc(approvedAt))
    .limit(1);
  return found;
}

/** What holds where no policy was approved, beside the lag of the account: the window and the habits of core, approval above 100, doubts decided after 30 days. */
export const whereNoneIsSet = {
  approvalAbove: '100',
  doubtDays: 30,
  windowMinutes: usualPolicy.midnightWindowMinutes,
  dayBy: usualPolicy.dayBy,
} as const;
