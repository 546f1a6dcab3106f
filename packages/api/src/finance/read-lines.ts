import { sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { chosenBy, type Condition } from './dimension.ts';
import { readSpend } from './read-spend.ts';

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

/** A page of lines, and whether any follow. The roll-ups say on which days there are any, so that no day is read in vain. */
export async function readLines(
  tx: Transaction,
  question: LinesQuestion,
): Promise<{ readonly rows: readonly LineRow[]; readonly more: boolean }> {
  const { first } = question;
  const days = enoughDays(await readDays(tx, question), question);
  const { rows } = await tx.execute<LineRow>(sql`
    WITH page AS (
      SELECT s.* FROM (${transactionsOf(days, question)}) AS t CROSS JOIN LATERAL (${linesOf(question)}) AS s
      ORDER BY t.accounting_date, t.id, s.position LIMIT ${first + 1}
    )
    SELECT p.day::text AS day, p.tx_id AS transaction, p.position, p.generation_id AS generation, p.account_code AS account, p.provider, p.model, p.meter,
      p.currency, trim_scale(p.quantity)::text AS quantity, trim_scale(p.amount)::text AS amount, e.price_entry_id AS "priceEntry"
    FROM page AS p JOIN ledger_entry AS e ON e.workspace_id = p.workspace_id AND e.tx_id = p.tx_id AND e.position = p.position
    ORDER BY p.day, p.tx_id, p.position`);
  return { rows: rows.slice(0, first), more: rows.length > first };
}

/** How many lines each day has that is asked for, in order; a line shared among images is counted with the first of them. */
async function readDays(
  tx: Transaction,
  { after, ...question }: LinesQuestion,
): Promise<readonly { readonly day: string; readonly lines: number }[]> {
  const sums = await readSpend(tx, { ...question, from: after?.day ?? question.from, by: ['day'] });
  const days = Map.groupBy(sums, ({ keys }) => keys[0] ?? '');
  return [...days]
    .map(([day, parts]) => ({ day, lines: parts.reduce((sum, { lines }) => sum + lines, 0) }))
    .toSorted((one, other) => (one.day < other.day ? -1 : 1));
}

/** The first days that have a page and one line more; of the day a page begins within, nobody knows how many lie behind. */
function enoughDays(days: readonly { readonly day: string; readonly lines: number }[], { first, after }: LinesQuestion): readonly string[] {
  let lines = 0;
  return days.flatMap(({ day, lines: count }) => {
    if (lines > first) return [];
    if (day !== after?.day) lines += count;
    return [day];
  });
}

/** In the order of their index, so that what comes behind a page is not looked at. */
function transactionsOf(days: readonly string[], { book, after }: LinesQuestion): SQL {
  const behind = after === undefined ? sql`true` : sql`(x.accounting_date, x.id) >= (${after.day}::date, ${after.transaction}::uuid)`;
  return sql`
    SELECT x.workspace_id, x.id, x.accounting_date FROM ledger_tx AS x
    WHERE x.book = ${book} AND x.accounting_date = ANY (${sql.param([...days])}::date[]) AND ${behind} ORDER BY x.accounting_date, x.id`;
}

function linesOf({ accounts, where, after }: LinesQuestion): SQL {
  const always = sql`s.workspace_id = t.workspace_id AND s.tx_id = t.id AND s.account_code = ANY (${sql.param([...accounts])}::smallint[])`;
  const behind =
    after === undefined
      ? []
      : [sql`(s.day, s.tx_id, s.position) > (${after.day}::date, ${after.transaction}::uuid, ${after.position}::smallint)`];
  return sql`
    SELECT s.day, s.tx_id, s.position, s.generation_id, s.account_code, s.provider, s.model, s.meter, s.currency, s.workspace_id,
      sum(s.quantity) AS quantity, sum(s.amount) AS amount
    FROM ledger_share AS s LEFT JOIN template_version AS v ON v.workspace_id = s.workspace_id AND v.id = s.template_version_id
    WHERE ${sql.join([always, ...where.map(chosenBy), ...behind], sql` AND `)}
    GROUP BY s.day, s.tx_id, s.position, s.generation_id, s.account_code, s.provider, s.model, s.meter, s.currency, s.workspace_id`;
}
