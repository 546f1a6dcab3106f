import type { Refusal } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { DatabaseError } from 'pg';
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

/** A hold did not fit a budget. Thrown, so that the transaction rolls back with all that was written beside the hold. */
export class HoldRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'HoldRefused';
    this.refusal = refusal;
  }
}

/** What `take_hold` raises where a hold does not fit; its detail is what is left, its hint the scope of the budget. */
const holdDoesNotFit = 'HP001';

const budgetNames: Readonly<Record<string, string>> = { api_key: 'The budget of this key', template: 'The budget of this template' };

/** The refusal that an error of the database stands for; undefined where it says something else. Drizzle wraps the error. */
export function refusedHold(cause: unknown, wanted: Pick<WantedHold, 'amount' | 'currency'>): Refusal | undefined {
  if (!(cause instanceof Error)) return undefined;
  if (!(cause instanceof DatabaseError) || cause.code !== holdDoesNotFit) return refusedHold(cause.cause, wanted);
  const { detail: left = '0', hint: scope = 'workspace' } = cause;
  const { amount, currency } = wanted;
  const budget = budgetNames[scope] ?? 'The budget';
  const message = `${budget} has ${left} ${currency} left, and this may cost ${amount}: ask for less, or raise the budget.`;
  return { code: 'budget-exceeded', message, path: [], accepted: [], details: { scope, left, needed: amount, currency } };
}

/**
 * Takes a hold against every budget of its book, currency and instant that applies: that of the workspace, of the key that asked, of the template.
 * To be the last statement of its transaction: it locks rows that others wait for. Throws HoldRefused where it does not fit one of them.
 */
export async function takeHold(tx: Transaction, wanted: WantedHold): Promise<void> {
  const { workspaceId, id, generationId, book, currency, amount, at } = wanted;
  try {
    await tx.execute(sql`
      SELECT take_hold(${workspaceId}::uuid, ${id}::uuid, ${generationId}::uuid, ${book}, ${currency}, ${amount}::numeric,
                       ${at.toISOString()}::timestamptz, ${slotOf(id)}::int)`);
  } catch (cause) {
    const refusal = refusedHold(cause, wanted);
    throw refusal === undefined ? cause : new HoldRefused(refusal);
  }
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
