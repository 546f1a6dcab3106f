import { formatDecimal } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import type { Transaction } from '../platform/database.ts';
import { condition, counted, type Closing, type Condition, type Proof } from './closing.ts';
import type { LedgerProof } from './prove-postings.ts';
import { comesTo, type RollForwardRow } from './roll-forward.ts';
import type { TrialBalanceRow } from './trial-balance.ts';

/** The proofs of the ledger itself: it sums to zero, rolls forward, and rates again to the same digits. */
export function ledgerConditions(proof: LedgerProof, { balance, rollForward }: LedgerFigures): readonly Condition[] {
  return [sumsToZero(balance), accruedRollsForward(rollForward), recomputes(proof)];
}

/** What is told of the sums of a ledger. */
export interface LedgerFigures {
  readonly balance: readonly TrialBalanceRow[];
  readonly rollForward: readonly RollForwardRow[];
}

/** Nothing of the month is still at a provider. */
export async function nothingUnderWay(tx: Transaction, { workspaceId, book, until }: Closing): Promise<Condition> {
  const { rows } = await tx.execute<{ held: number }>(sql`
    SELECT count(*)::int AS held FROM charge AS c JOIN generation AS g ON g.workspace_id = c.workspace_id AND g.id = c.generation_id
    WHERE c.workspace_id = ${workspaceId}::uuid AND c.side = 'cost' AND c.state = 'held' AND g.book = ${book}
      AND g.created_at < ${`${until}T00:00:00Z`}::timestamptz`);
  const held = rows[0]?.held ?? 0;
  return condition({
    key: 'nothing-under-way',
    sentence: 'Nothing that was asked for in the month is still under way.',
    next: 'The cut-off list names what is held: wait for its end, or cancel it; the sweeper takes what nobody waits for any more.',
    holds: held === 0,
    figures: [counted('held', held)],
  });
}

function sumsToZero(balance: readonly TrialBalanceRow[]): Condition {
  const proofs = [...Map.groupBy(balance, ({ currency }) => currency)].map(([currency, rows]): Proof => {
    const amounts = rows.map(({ closing }) => picoOf(closing));
    const debit = amounts.filter((pico) => pico > 0n).reduce((sum, pico) => sum + pico, 0n);
    const credit = amounts.filter((pico) => pico < 0n).reduce((sum, pico) => sum - pico, 0n);
    const sides = {
      left: { name: 'debit', value: formatDecimal(debit) },
      right: { name: 'credit', value: formatDecimal(credit) },
    };
    return { of: 'all accounts', providerAccountId: null, currency, ...sides, difference: formatDecimal(debit - credit) };
  });
  return condition({
    key: 'trial-balance',
    sentence: 'The trial balance sums to zero in each currency.',
    next: 'A transaction does not sum to zero, which the database refuses: rows were written past it. Restore them from a backup before anything is closed.',
    proofs,
  });
}

function accruedRollsForward(rows: readonly RollForwardRow[]): Condition {
  const proofs = rows.map((row): Proof => {
    const total = comesTo(row);
    const sides = {
      left: { name: 'opening, recorded, corrected and stated', value: formatDecimal(total) },
      right: { name: 'closing, by all entries', value: row.closing },
    };
    const difference = formatDecimal(total - picoOf(row.closing));
    return { of: row.provider ?? 'a lent account', providerAccountId: row.providerAccountId, currency: row.currency, ...sides, difference };
  });
  return condition({
    key: 'roll-forward',
    sentence: 'provider_accrued rolls forward: opening, recorded, corrected and stated come to the closing.',
    next: 'Look in the ledger for entries of provider_accrued that are dated before the month and were written after the close before it.',
    proofs,
  });
}

function recomputes({ lines, differing, differences }: LedgerProof): Condition {
  const proofs = differences.map(({ transaction, position, stored, recomputed }): Proof => {
    const sides = { left: { name: 'as it stands', value: stored }, right: { name: 'as it rates again', value: recomputed ?? '0' } };
    const difference = formatDecimal(picoOf(stored) - picoOf(recomputed ?? '0'));
    return { of: `line ${position} of transaction ${transaction}`, providerAccountId: null, currency: null, ...sides, difference };
  });
  return condition({
    key: 'recompute',
    sentence: 'Every usage line rates again to the same digits from the price entry it cites.',
    next: 'The lines named cite a price that does not give their amount: the entry, or the engine that rates it, is not what it was. Find out which before anything is closed.',
    holds: differing === 0,
    figures: [counted('lines', lines), counted('differences', differing)],
    proofs,
  });
}
