import { sql } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import type { Transaction } from '../platform/database.ts';
import type { Closing } from './closing.ts';

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
export async function readRollForward(tx: Transaction, closing: Closing): Promise<readonly RollForwardRow[]> {
  const { workspaceId, book, month, until } = closing;
  const { rows } = await tx.execute<RollForwardRow>(sql`
    SELECT t.provider_account_id AS "providerAccountId", a.provider, e.currency,
      trim_scale(coalesce(sum(e.amount) FILTER (WHERE t.accounting_date < ${month}::date), 0))::text AS opening,
      trim_scale(coalesce(sum(e.amount) FILTER (WHERE t.accounting_date >= ${month}::date AND of_charge AND t.corrects IS NULL), 0))::text AS recorded,
      trim_scale(coalesce(sum(e.amount) FILTER (WHERE t.accounting_date >= ${month}::date AND of_charge AND t.corrects IS NOT NULL), 0))::text AS corrected,
      trim_scale(coalesce(sum(e.amount) FILTER (WHERE t.accounting_date >= ${month}::date AND NOT of_charge), 0))::text AS stated,
      trim_scale(sum(e.amount))::text AS closing
    FROM ledger_tx AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
    CROSS JOIN LATERAL (SELECT t.attempt_id IS NOT NULL OR t.for_workspace IS NOT NULL AS of_charge) AS o
    LEFT JOIN provider_account AS a ON a.id = t.provider_account_id
    WHERE t.workspace_id = ${workspaceId}::uuid AND t.book = ${book} AND t.accounting_date < ${until}::date AND e.account = 'provider_accrued'
    GROUP BY t.provider_account_id, a.provider, e.currency ORDER BY a.provider, t.provider_account_id, e.currency`);
  const closed = await closedWith(tx, closing);
  return rows.map((row) => (closed === undefined ? row : { ...row, opening: closed.get(placeOf(row)) ?? '0' }));
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
