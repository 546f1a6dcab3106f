import { formatDecimal } from '@halfpenny/core';
import { picoOf } from '../platform/stored-amount.ts';
import type { Caller } from '../access/caller.ts';
import { withWorkspaceAsking, type Database } from '../platform/database.ts';
import type { Condition, Dimension } from './dimension.ts';
import { accountsOf, type Measure } from './measure.ts';
import { readSpend, type SpendSum } from './read-spend.ts';
import { seenWorkspaces } from './seen-workspaces.ts';

/** What is asked of spending. */
export interface SpendAsked {
  readonly by: readonly Dimension[];
  readonly measure: Measure;
  readonly book: 'real' | 'simulated';
  readonly from: string;
  readonly until: string;
  readonly where: readonly Condition[];
}

/** Roll-ups are read from their indexes, which hold all of them in order, whatever share of a table is asked for. */
const byIndex = "set_config('enable_seqscan', 'off', true)";

/** Sums over every workspace the question is about. Amounts have the sign people expect: what was taken, and what was charged, is positive. */
export async function sumSpend(database: Database, caller: Caller, asked: SpendAsked): Promise<readonly SpendSum[]> {
  const { accounts, sign } = accountsOf(asked.measure);
  const sums: SpendSum[] = [];
  for (const workspaceId of await seenWorkspaces(database, caller, asked)) {
    sums.push(...(await withWorkspaceAsking(database, { workspaceId, question: byIndex }, (tx) => readSpend(tx, { ...asked, accounts }))));
  }
  const whole = joinedSums(sums);
  return sign === 1n ? whole : whole.map((sum) => ({ ...sum, amount: formatDecimal(-picoOf(sum.amount)) }));
}

/** Sums of several workspaces as one list: those that say the same of every dimension are one. */
export function joinedSums(sums: readonly SpendSum[]): readonly SpendSum[] {
  const joined = new Map<string, SpendSum>();
  for (const sum of sums) {
    const name = JSON.stringify([sum.currency, sum.keys]);
    const other = joined.get(name);
    joined.set(name, other === undefined ? sum : added(other, sum));
  }
  return [...joined.values()];
}

function added(one: SpendSum, other: SpendSum): SpendSum {
  return {
    ...one,
    amount: formatDecimal(picoOf(one.amount) + picoOf(other.amount)),
    quantity: String(BigInt(one.quantity) + BigInt(other.quantity)),
    lines: one.lines + other.lines,
    images: one.images + other.images,
    generations: one.generations + other.generations,
  };
}

/** How a list of sums is ordered: the dearest first in each currency, or by the values of the dimensions. */
export type SpendOrder = 'amount' | 'keys';

/** Sums in an order that is the same however often it is asked. */
export function orderedSums(sums: readonly SpendSum[], order: SpendOrder): readonly SpendSum[] {
  return sums
    .map((sum) => ({ sum, pico: picoOf(sum.amount), name: nameOf(sum) }))
    .toSorted((a, b) => {
      if (order === 'amount' && a.sum.currency === b.sum.currency && a.pico !== b.pico) return a.pico > b.pico ? -1 : 1;
      if (order === 'amount' && a.sum.currency !== b.sum.currency) return a.sum.currency < b.sum.currency ? -1 : 1;
      return a.name < b.name ? -1 : 1;
    })
    .map(({ sum }) => sum);
}

/** What a sum is known by among others: its values, and its currency. */
export function nameOf({ keys, currency }: SpendSum): string {
  return JSON.stringify([...keys, currency]);
}
