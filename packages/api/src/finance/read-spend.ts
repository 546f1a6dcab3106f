import { sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { chosenBy, groupedBy, type Condition, type Dimension } from './dimension.ts';

/** What is asked of the roll-ups of a workspace: UTC days of the accounting date, the last one not included. */
export interface SpendQuestion {
  readonly by: readonly Dimension[];
  readonly accounts: readonly number[];
  readonly book: 'real' | 'simulated';
  readonly from: string;
  readonly until: string;
  readonly where: readonly Condition[];
}

/** What is summed of ledger lines. Amount and quantity are decimal text, debit positive. */
interface Sum {
  readonly currency: string;
  readonly amount: string;
  readonly quantity: string;
  /** How many ledger lines. */
  readonly lines: number;
  /** How many images and generations, each counted once, with the first line of what was posted of them first. */
  readonly images: number;
  readonly generations: number;
}

/** A sum under one value of each dimension, in the order they were asked. */
export interface SpendSum extends Sum {
  readonly keys: readonly (string | null)[];
}

/**
 * Sums of ledger lines by any dimensions at once: what is folded, and the tail of what is not, in one statement and so of one instant. They are the ledger, to the last
 * digit. Whole months are read from the roll-up of months.
 */
export async function readSpend(tx: Transaction, question: SpendQuestion): Promise<readonly SpendSum[]> {
  const { rows } = await tx.execute<SpendRow>(statement(question));
  return rows.map(({ keys, ...sum }) => ({
    ...sum,
    lines: Number(sum.lines),
    images: Number(sum.images),
    generations: Number(sum.generations),
    keys: keys.map((key, index) => (question.by[index] === 'month' && key !== null ? key.slice(0, 7) : key)),
  }));
}

interface SpendRow extends Record<string, unknown> {
  readonly keys: readonly (string | null)[];
  readonly currency: string;
  readonly amount: string;
  readonly quantity: string;
  readonly lines: string;
  readonly images: string;
  readonly generations: string;
}

function statement(question: SpendQuestion): SQL {
  const { by } = question;
  const keys = by.map((_, index) => sql.raw(`k${index}`));
  const selected = sql.join(
    by.map((dimension, index) => sql`${groupedBy(dimension)} AS ${keys[index]}, `),
    sql``,
  );
  const texts = sql.join(
    keys.map((key) => sql`${key}::text`),
    sql`, `,
  );
  const grouped = sql.join([...by.map(groupedBy), sql`s.currency`], sql`, `);
  const part = (source: SQL): SQL => sql`
    SELECT ${selected} s.currency, ${sums(sql`s.`)} FROM ${source} AS s ${needsTemplates(question) ? templates : sql``}
    WHERE ${chosen(question)} GROUP BY ${grouped}`;
  return sql`
    SELECT ARRAY[${texts}]::text[] AS keys, currency, trim_scale(amount)::text AS amount, trim_scale(quantity)::text AS quantity, lines, images, generations
    FROM (
      SELECT ${sql.join([...keys, sql`currency`, sums(sql``)], sql`, `)}
      FROM (${part(folded(question))} UNION ALL ${part(sql`unfolded_shares()`)}) AS parts
      GROUP BY ${sql.join([...keys, sql`currency`], sql`, `)}
    ) AS whole
    WHERE lines <> 0 OR amount <> 0`;
}

function sums(of: SQL): SQL {
  return sql`sum(${of}amount) AS amount, sum(${of}quantity) AS quantity, sum(${of}lines) AS lines, sum(${of}images) AS images, sum(${of}generations) AS generations`;
}

const templates = sql`LEFT JOIN template_version AS v ON v.workspace_id = s.workspace_id AND v.id = s.template_version_id`;

function needsTemplates(question: SpendQuestion): boolean {
  return asks(question).includes('template');
}

function chosen({ accounts, book, from, until, where }: SpendQuestion): SQL {
  const always = sql`s.book = ${book} AND s.day >= ${from}::date AND s.day < ${until}::date AND s.account_code = ANY (${sql.param([...accounts])}::smallint[])`;
  return sql.join([always, ...where.map(chosenBy)], sql` AND `);
}

/**
 * The roll-ups with what their cells say. Where no day is asked for, days are summed first, cell by cell, so that each cell is looked up once; the sums then bear the
 * first day, which lies in the span as all of them do.
 */
function folded(question: SpendQuestion): SQL {
  const source = sql`(${sql.join(stretches(question).map(rowsOf(question)), sql` UNION ALL `)}) AS rolled`;
  const rows = saysDays(question)
    ? sql`SELECT * FROM ${source}`
    : sql`SELECT workspace_id, account_code, min(day) AS day, cell_id, ${sums(sql``)} FROM ${source} GROUP BY workspace_id, account_code, cell_id`;
  return sql`(
    SELECT r.day, r.account_code, r.amount, r.quantity, r.lines, r.images, r.generations, c.* FROM (${rows}) AS r
    JOIN rollup_cell AS c ON c.workspace_id = r.workspace_id AND c.id = r.cell_id)`;
}

/** Days from one on and before another, read from the sums of months or of days. */
interface Stretch {
  readonly from: string;
  readonly until: string;
  readonly ofMonths: boolean;
}

function rowsOf({ accounts }: SpendQuestion): (stretch: Stretch) => SQL {
  return ({ from, until, ofMonths }) => {
    const [table, day] = ofMonths ? [sql`rollup_month`, sql`month`] : [sql`rollup_day`, sql`day`];
    return sql`SELECT workspace_id, account_code, ${day} AS day, cell_id, amount, quantity, lines, images, generations FROM ${table}
      WHERE account_code = ANY (${sql.param([...accounts])}::smallint[]) AND ${day} >= ${from}::date AND ${day} < ${until}::date`;
  };
}

/** The whole months of a span, where no day is asked for, and the days before and behind them. */
function stretches(question: SpendQuestion): readonly Stretch[] {
  const { from, until } = question;
  const first = from.endsWith('-01') ? from : monthAfter(from);
  const last = `${until.slice(0, 7)}-01`;
  if (saysDay(question) || first >= last) return [{ from, until, ofMonths: false }];
  const parts = [
    { from, until: first, ofMonths: false },
    { from: first, until: last, ofMonths: true },
    { from: last, until, ofMonths: false },
  ];
  return parts.filter((part) => part.from < part.until);
}

/** The first day of the month after that of a day. */
function monthAfter(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return month === 12 ? `${String(year + 1).padStart(4, '0')}-01-01` : `${day.slice(0, 4)}-${String(month + 1).padStart(2, '0')}-01`;
}

function asks({ by, where }: SpendQuestion): readonly Dimension[] {
  return [...by, ...where.map(({ dimension }) => dimension)];
}

function saysDay(question: SpendQuestion): boolean {
  return asks(question).includes('day');
}

function saysDays(question: SpendQuestion): boolean {
  return saysDay(question) || asks(question).includes('month');
}
