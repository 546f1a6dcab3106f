import { formatDecimal, usualPolicy, type ReconcilePolicy } from '@halfpenny/core';
import { picoOf } from '../platform/stored-amount.ts';
import type { Transaction } from '../platform/database.ts';
import { policyOn, whereNoneIsSet } from '../provider-policy/policy-on.ts';
import type { StoredPolicy } from '../provider-policy/provider-policy.table.ts';
import type { StoredVariance } from './stored-result.ts';

/** The policy that a run is made under, as it was when the run was started. All of it is part of the hash of the run. */
export interface PinnedPolicy extends ReconcilePolicy {
  /** Null: no policy was approved. Absent, as what follows: in runs that are older than policies. */
  readonly id?: string | null;
  /** Above this, in the currency of an item, a resolution is approved by another. */
  readonly approvalAbove?: string;
  readonly lagHours?: number;
}

/** Of which account, and over which period. */
interface Pinning {
  readonly account: { readonly id: string; readonly lagHours: number };
  readonly periodFrom: Date;
}

/** The policy of the first day of a period, with what was tolerated in the periods before it. */
export async function pinPolicy(tx: Transaction, { account, periodFrom }: Pinning): Promise<PinnedPolicy> {
  const found = await policyOn(tx, account.id, periodFrom.toISOString().slice(0, 10));
  const toleratedBefore = await toleratedSums(tx, { account, periodFrom });
  if (found === undefined)
    return { ...usualPolicy, toleratedBefore, id: null, approvalAbove: whereNoneIsSet.approvalAbove, lagHours: account.lagHours };
  return {
    ...usualPolicy,
    id: found.id,
    approvalAbove: trimmed(found.approvalAbove),
    lagHours: found.lagHours,
    midnightWindowMinutes: found.windowMinutes,
    dayBy: found.dayBy,
    roundings: roundingsOf(found),
    ...(found.toleratedMost === null ? {} : { toleratedMost: trimmed(found.toleratedMost) }),
    toleratedBefore,
  };
}

function roundingsOf({ roundingUnit, roundingLevel, roundingMode, validFrom }: StoredPolicy): ReconcilePolicy['roundings'] {
  if (roundingUnit === null || roundingLevel === null || roundingMode === null) return [];
  return [{ unit: trimmed(roundingUnit), level: roundingLevel, mode: roundingMode, from: validFrom, until: null }];
}

/** By currency the tolerated sums of the last periods whose statement was accepted, the latest last; of several runs over one the one accepted last. */
async function toleratedSums(tx: Transaction, { account, periodFrom }: Pinning): Promise<Readonly<Record<string, readonly string[]>>> {
  const text = `
    SELECT currencies FROM (
      SELECT DISTINCT ON (period_from) period_from, result -> 'currencies' AS currencies FROM reconciliation_run
      WHERE provider_account_id = $1 AND state = 'accepted' AND period_until <= $2 AND period_from >= $2::timestamptz - interval '1 year'
      ORDER BY period_from DESC, accepted_at DESC
    ) AS latest ORDER BY period_from DESC LIMIT ${periodsBefore}`;
  const { rows } = await tx.$client.query<{ currencies: readonly StoredVariance[] }>(text, [account.id, periodFrom]);
  const sums: Record<string, string[]> = {};
  for (const { currencies } of rows.toReversed()) for (const { currency, tolerated } of currencies) (sums[currency] ??= []).push(tolerated);
  return sums;
}

/** With the period itself they are three. */
const periodsBefore = 2;

function trimmed(amount: string): string {
  return formatDecimal(picoOf(amount));
}
