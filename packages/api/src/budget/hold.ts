import type { Refusal } from '@halfpenny/core';
import { DatabaseError } from 'pg';

/** What is to be reserved: decimal text of a currency, for a generation that is written in the same transaction. */
export interface WantedHold {
  readonly id: string;
  readonly generationId: string;
  readonly book: 'real' | 'simulated';
  readonly currency: string;
  readonly amount: string;
  readonly at: Date;
}

/** A hold as the database takes it, with the slot of the budget that it tries first. */
export function holdRow({ id, generationId, book, currency, amount, at }: WantedHold) {
  return { id, generation_id: generationId, book, currency, amount, at: at.toISOString(), slot: slotOf(id) };
}

/** Any slot, evenly: the last digits of an id are random. */
function slotOf(id: string): number {
  return Number.parseInt(id.slice(-4), 16);
}

/** What `take_hold` raises where a hold does not fit a budget; its detail is what is left, its hint the scope of the budget. */
const holdDoesNotFit = 'HP001';

const budgetNames: Readonly<Record<string, string>> = { api_key: 'The budget of this key', template: 'The budget of this template' };

/** The refusal that an error of the database stands for; undefined where it says something else. */
export function refusedHold(cause: unknown, { amount, currency }: WantedHold): Refusal | undefined {
  if (!(cause instanceof DatabaseError) || cause.code !== holdDoesNotFit) return undefined;
  const { detail: left = '0', hint: scope = 'workspace' } = cause;
  const message = `${budgetNames[scope] ?? 'The budget'} has ${left} ${currency} left, and this may cost ${amount}: ask for less, or raise the budget.`;
  return { code: 'budget-exceeded', message, path: [], accepted: [], details: { scope, left, needed: amount, currency } };
}
