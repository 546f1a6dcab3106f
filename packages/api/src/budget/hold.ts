import type { Refusal } from '@halfpenny/core';
import { DatabaseError } from 'pg';

/** What is to be reserved: decimal text of a currency, for a generation that is written in the same transaction. */
export interface WantedHold {
  readonly id: string;
  readonly generationId: string;
  readonly book: 'real' | 'simulated';
  readonly currency: string;
  readonly amount: string;
  /** Which budgets it counts against: at a sell price there is a hold of the cost and one of the price, otherwise one of both. */
  readonly counts: HoldCounts;
  readonly at: Date;
}

/** What a hold is of. */
export type HoldCounts = 'both' | 'cost' | 'sell-price';

/** A hold as the database takes it, with the slot of the budget that it tries first. */
export function holdRow({ id, generationId, book, currency, amount, counts, at }: WantedHold) {
  return { id, generation_id: generationId, book, currency, amount, counts, at: at.toISOString(), slot: slotOf(id) };
}

/** Any slot, evenly: the last digits of an id are random. */
function slotOf(id: string): number {
  return Number.parseInt(id.slice(-4), 16);
}

/** What `take_hold` raises where a hold does not fit a budget; its detail is what is left, its hint the scope of the budget. */
const holdDoesNotFit = 'HP001';

const budgetNames: Readonly<Record<string, string>> = { api_key: 'The budget of this key', template: 'The budget of this template' };

/** The refusal that an error of the database stands for; undefined where it says something else. */
export function refusedHold(cause: unknown, holds: readonly WantedHold[]): Refusal | undefined {
  if (!(cause instanceof DatabaseError) || cause.code !== holdDoesNotFit) return undefined;
  const { detail: left = '0', hint: scope = 'workspace' } = cause;
  const hold = holds.find(({ counts }) => counts === cause.column);
  if (hold === undefined || hold.counts === 'cost') return costTooHigh(scope);
  const { amount, currency } = hold;
  const message = `${budgetNames[scope] ?? 'The budget'} has ${left} ${currency} left, and this may cost ${amount}: ask for less, or raise the budget.`;
  return { code: 'budget-exceeded', message, path: [], accepted: [], details: { scope, left, needed: amount, currency } };
}

/** At a sell price the cost is not the caller's to see, and so neither is what a budget of costs has left. */
function costTooHigh(scope: string): Refusal {
  const message = `${budgetNames[scope] ?? 'The budget'} has too little left for this: ask for less, or have the budget raised.`;
  return { code: 'budget-exceeded', message, path: [], accepted: [], details: { scope } };
}
