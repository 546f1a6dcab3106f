import { isCorrected } from './cause-account.ts';
import type { Decision, StoredItem } from './reconciliation.table.ts';

/** Decisions on what was claimed. */
export const claimsOnly: ReadonlySet<Decision> = new Set(['credited', 'write-off']);

/** Why an item cannot be decided so, and which field of the question says it. */
export interface ItemProblem {
  readonly field: 'items' | 'decision';
  readonly message: string;
}

/** Why one item cannot be decided so; undefined where it can. */
export function itemProblem(item: StoredItem, decision: Decision): ItemProblem | undefined {
  const open = claimsOnly.has(decision) ? 'claimed' : 'open';
  if (item.state !== open && !(item.state === 'carried' && !claimsOnly.has(decision)))
    return { field: 'items', message: `Item ${item.number} is ${item.state}: "${decision}" is of items that are ${open}.` };
  if (decision === 'carry' || claimsOnly.has(decision) || isCorrected(item) === (decision === 'correct')) return undefined;
  const instead = isCorrected(item)
    ? 'is about charges of ours, so "correct" takes them right, or "carry" leaves them for later'
    : 'corrects no charge: accept, claim or carry it';
  return { field: 'decision', message: `Item ${item.number} ${instead}.` };
}
