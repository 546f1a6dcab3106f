import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { Month } from './month.ts';

/** What a month of the books can be. */
export type PeriodState = 'open' | 'soft-closed' | 'hard-closed';

/** Whose months are read. */
export interface PeriodQuestion {
  readonly workspaceId: string;
  readonly book: 'real' | 'simulated';
}

/** What a month became, by whom, when and why. */
interface PeriodStep {
  readonly state: PeriodState;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}

/** A month of the books, and how it came to its state: the earliest step first. */
export interface PeriodRow extends Record<string, unknown> {
  readonly month: Month;
  readonly state: PeriodState;
  readonly steps: readonly PeriodStep[];
}

/** One month as it is now. */
export async function readPeriod(tx: Transaction, asked: PeriodQuestion, month: Month): Promise<PeriodRow> {
  const { rows } = await tx.execute<PeriodRow>(sql`SELECT ${columns(asked)} FROM (SELECT ${month}::date AS month) AS m`);
  return rows[0] ?? { month, state: 'open', steps: [] };
}

/** Every month from the first one with an entry to that of today, the latest first. */
export async function listPeriods(tx: Transaction, asked: PeriodQuestion, today: Date): Promise<readonly PeriodRow[]> {
  const { rows } = await tx.execute<PeriodRow>(sql`
    SELECT ${columns(asked)} FROM (
      SELECT generate_series(date_trunc('month', least(
        (SELECT min(accounting_date) FROM ledger_tx WHERE workspace_id = ${asked.workspaceId}::uuid AND book = ${asked.book}),
        (SELECT min(month) FROM period_step WHERE workspace_id = ${asked.workspaceId}::uuid AND book = ${asked.book}), ${dayOf(today)}::date)::timestamp),
        date_trunc('month', ${dayOf(today)}::date::timestamp), interval '1 month')::date AS month
    ) AS m ORDER BY m.month DESC`);
  return rows;
}

function columns({ workspaceId, book }: PeriodQuestion) {
  return sql`
    m.month::text AS month, period_state(${workspaceId}::uuid, ${book}, m.month) AS state,
    coalesce((SELECT jsonb_agg(jsonb_build_object('state', s.state, 'by', s.taken_by_name, 'at', s.taken_at, 'reason', s.reason) ORDER BY s.number)
      FROM period_step AS s WHERE s.workspace_id = ${workspaceId}::uuid AND s.book = ${book} AND s.month = m.month), '[]') AS steps`;
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
