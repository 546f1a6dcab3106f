import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { chosenBy, type Condition } from './dimension.ts';

/** Which lines of a workspace, and where to go on. */
export interface LinesQuestion {
  readonly accounts: readonly number[];
  readonly book: 'real' | 'simulated';
  readonly from: string;
  readonly until: string;
  readonly where: readonly Condition[];
  readonly first: number;
  readonly after: LinePlace | undefined;
}

/** Where a line stands: by day, and of each day as posted. */
export interface LinePlace {
  readonly day: string;
  readonly transaction: string;
  readonly position: number;
}

/** A ledger line, or the part of it that belongs to the images it is chosen by. Amount and quantity are decimal text, debit positive. */
export interface LineRow extends Record<string, unknown>, LinePlace {
  readonly generation: string | null;
  readonly account: number;
  readonly provider: string | null;
  readonly model: string | null;
  readonly meter: string | null;
  readonly currency: string;
  readonly quantity: string;
  readonly amount: string;
  readonly priceEntry: string | null;
}

/** A page of lines, and whether any follow. */
export async function readLines(
  tx: Transaction,
  question: LinesQuestion,
): Promise<{ readonly rows: readonly LineRow[]; readonly more: boolean }> {
  const { accounts, book, from, until, where, first, after } = question;
  const always = sql`s.book = ${book} AND s.day >= ${after?.day ?? from}::date AND s.day < ${until}::date
    AND s.account_code = ANY (${sql.param([...accounts])}::smallint[])`;
  const behind =
    after === undefined
      ? []
      : [sql`(s.day, s.tx_id, s.position) > (${after.day}::date, ${after.transaction}::uuid, ${after.position}::smallint)`];
  const { rows } = await tx.execute<LineRow>(sql`
    WITH page AS (
      SELECT s.day, s.tx_id, s.position, s.generation_id, s.account_code, s.provider, s.model, s.meter, s.currency, s.workspace_id,
        sum(s.quantity) AS quantity, sum(s.amount) AS amount
      FROM ledger_share AS s LEFT JOIN template_version AS v ON v.workspace_id = s.workspace_id AND v.id = s.template_version_id
      WHERE ${sql.join([always, ...where.map(chosenBy), ...behind], sql` AND `)}
      GROUP BY s.day, s.tx_id, s.position, s.generation_id, s.account_code, s.provider, s.model, s.meter, s.currency, s.workspace_id
      ORDER BY s.day, s.tx_id, s.position LIMIT ${first + 1}
    )
    SELECT p.day::text AS day, p.tx_id AS transaction, p.position, p.generation_id AS generation, p.account_code AS account, p.provider, p.model, p.meter,
      p.currency, trim_scale(p.quantity)::text AS quantity, trim_scale(p.amount)::text AS amount, e.price_entry_id AS "priceEntry"
    FROM page AS p JOIN ledger_entry AS e ON e.workspace_id = p.workspace_id AND e.tx_id = p.tx_id AND e.position = p.position
    ORDER BY p.day, p.tx_id, p.position`);
  return { rows: rows.slice(0, first), more: rows.length > first };
}
