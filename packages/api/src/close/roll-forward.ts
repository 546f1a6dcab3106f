import { formatDecimal } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import type { Transaction } from '../platform/database.ts';
import type { Closing } from './closing.ts';
import { totalOf, type LedgerSum } from './ledger-sums.ts';

/** How provider_accrued of one provider account came from the start of a month to its end. Decimal text, credit negative. */
export interface RollForwardRow extends Record<string, unknown> {
  readonly providerAccountId: string;
  readonly provider: string | null;
  readonly currency: string;
  /** What the close before ended with; for a first close, what was posted before the month. */
  readonly opening: string;
  readonly recorded: string;
  readonly corrected: string;
  readonly stated: string;
  /** Of all entries until the end of the month, whatever led there. */
  readonly closing: string;
}

/** Opening, recorded, corrected and stated of each provider account; what they come to is for `comesTo` to say. */
export async function rollForwardOf(tx: Transaction, closing: Closing, sums: readonly LedgerSum[]): Promise<readonly RollForwardRow[]> {
  const closed = await closedWith(tx, closing);
  const accrued = sums.filter(({ account }) => account === 'provider_accrued');
  const rows = [...Map.groupBy(accrued, placeOf).values()].flatMap((of) => rowOf(of) ?? []);
  return rows
    .toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
    .map((row) => (closed === undefined ? row : { ...row, opening: closed.get(placeOf(row)) ?? '0' }));
}

function rowOf(of: readonly LedgerSum[]): RollForwardRow | undefined {
  const [first] = of;
  if (first === undefined) return undefined;
  const total = (part: LedgerSum['part']) => formatDecimal(totalOf(of.filter((sum) => sum.part === part)));
  const { providerAccountId, provider, currency } = first;
  const moved = { opening: total('before'), recorded: total('recorded'), corrected: total('corrected'), stated: total('other') };
  return { providerAccountId, provider, currency, ...moved, closing: formatDecimal(totalOf(of)) };
}

/** Those of other workspaces come last. */
function orderOf({ provider, providerAccountId, currency }: RollForwardRow): string {
  return `${provider ?? '~'} ${providerAccountId} ${currency}`;
}

/** What opening, recorded, corrected and stated come to, in picounits: the closing, where nothing else moved the account. */
export function comesTo({ opening, recorded, corrected, stated }: RollForwardRow): bigint {
  return picoOf(opening) + picoOf(recorded) + picoOf(corrected) + picoOf(stated);
}

/** What the close before ended with; undefined where there was none. */
async function closedWith(tx: Transaction, { workspaceId, book, month }: Closing): Promise<ReadonlyMap<string, string> | undefined> {
  const { rows } = await tx.execute<{ ended: readonly RollForwardRow[] }>(sql`
    SELECT manifest -> 'rollForward' AS ended FROM period_close
    WHERE workspace_id = ${workspaceId}::uuid AND book = ${book} AND month < ${month}::date ORDER BY number DESC LIMIT 1`);
  const [last] = rows;
  return last === undefined ? undefined : new Map(last.ended.map((row) => [placeOf(row), row.closing]));
}

function placeOf({ providerAccountId, currency }: Pick<RollForwardRow, 'providerAccountId' | 'currency'>): string {
  return `${providerAccountId} ${currency}`;
}
