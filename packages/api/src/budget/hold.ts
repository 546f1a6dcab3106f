import { invariant } from '@halfpenny/core';
import type { Refusal } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';

/** What is to be reserved: decimal text of a currency, for a generation that is written in the same transaction. */
export interface WantedHold {
  readonly id: string;
  readonly workspaceId: string;
  readonly generationId: string;
  readonly book: 'real' | 'simulated';
  readonly currency: string;
  readonly amount: string;
  readonly at: Date;
}

/** A hold did not fit its budget. Thrown, so that the transaction rolls back with all that was written beside the hold. */
export class HoldRefused extends Error {
  readonly refusal: Refusal;

  constructor(wanted: WantedHold, left: string) {
    const message = `The budget has ${left} ${wanted.currency} left, and this may cost ${wanted.amount}: ask for less, or raise the budget.`;
    super(message);
    this.name = 'HoldRefused';
    const details = { left, needed: wanted.amount, currency: wanted.currency };
    this.refusal = { code: 'budget-exceeded', message, path: [], accepted: [], details };
  }
}

/**
 * Takes a hold against the budget of its book, currency and instant, where one is set. To be the last statement of its transaction: it locks
 * a row that others wait for. Throws HoldRefused where it does not fit.
 */
export async function takeHold(tx: Transaction, wanted: WantedHold): Promise<void> {
  const { workspaceId, id, generationId, book, currency, amount, at } = wanted;
  const { rows } = await tx.execute<{ left: string | null }>(sql`
    SELECT trim_scale(take_hold(${workspaceId}::uuid, ${id}::uuid, ${generationId}::uuid, ${book}, ${currency}, ${amount}::numeric,
                     ${at.toISOString()}::timestamptz, ${slotOf(id)}::int))::text AS left`);
  invariant(rows[0] !== undefined, 'A function answers with one row.');
  if (rows[0].left !== null) throw new HoldRefused(wanted, rows[0].left);
}

/** How a hold ends: at what was charged, or released where nothing was. */
export interface HoldEnd {
  readonly workspaceId: string;
  readonly generationId: string;
  readonly outcome: 'settled' | 'released';
  /** Decimal text; '0' where it is released. */
  readonly charged: string;
  readonly at: Date;
}

/** Settles or releases the hold of a generation. A second time breaks a rule of the database, and with it the transaction. */
export async function settleHold(tx: Transaction, { workspaceId, generationId, outcome, charged, at }: HoldEnd): Promise<void> {
  await tx.execute(sql`
    SELECT settle_hold(${workspaceId}::uuid, ${generationId}::uuid, ${outcome}, ${charged}::numeric, ${at.toISOString()}::timestamptz)`);
}

/** What a later truth adds to, or takes from, what a settled hold cost. */
export interface SpentCorrection {
  readonly workspaceId: string;
  readonly generationId: string;
  /** That of the correction of the charge, from 1. */
  readonly number: number;
  /** Decimal text, never zero. */
  readonly difference: string;
  readonly at: Date;
}

/** Adds the difference to what the budget of the hold has spent. */
export async function correctSpent(tx: Transaction, correction: SpentCorrection): Promise<void> {
  const { workspaceId, generationId, number, difference, at } = correction;
  await tx.execute(sql`
    SELECT correct_spent(${workspaceId}::uuid, ${generationId}::uuid, ${number}::int, ${difference}::numeric, ${at.toISOString()}::timestamptz)`);
}

/** Any slot, evenly: the last digits of an id are random. */
function slotOf(id: string): number {
  return Number.parseInt(id.slice(-4), 16);
}
