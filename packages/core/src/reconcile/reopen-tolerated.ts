import { mustHold } from '../refusal/must-hold.ts';
import { parseDecimal } from '../money/decimal.ts';
import type { ReconcilePolicy } from './reconcile-policy.ts';
import type { ReconciliationItem } from './reconciliation.ts';

const monthsMost = 3;

/** Tolerated items of a currency, opened again where their sum is above what is set, or three months lie on one side. No amount changes. */
export function reopenTolerated(
  currency: string,
  policy: ReconcilePolicy,
  items: readonly ReconciliationItem[],
): readonly ReconciliationItem[] {
  const sum = toleratedSum(items);
  if (!isTooMuch(policy, sum) && !isOneSided([...(policy.toleratedBefore[currency] ?? []).map(pico), sum])) return items;
  return items.map((item) => (item.class === 'tolerated' ? { ...item, class: 'open' } : item));
}

/** The sum of tolerated items, in picounits. */
export function toleratedSum(items: readonly ReconciliationItem[]): bigint {
  return items.reduce((sum, item) => (item.class === 'tolerated' ? sum + item.amount.pico : sum), 0n);
}

function isTooMuch({ toleratedMost }: ReconcilePolicy, sum: bigint): boolean {
  if (toleratedMost === undefined) return false;
  const most = pico(toleratedMost);
  return sum > most || -sum > most;
}

function isOneSided(months: readonly bigint[]): boolean {
  const last = months.slice(-monthsMost);
  return last.length === monthsMost && (last.every((sum) => sum > 0n) || last.every((sum) => sum < 0n));
}

function pico(text: string): bigint {
  return mustHold(parseDecimal(text));
}
