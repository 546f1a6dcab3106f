import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { statementDays } from '../statement/statement-days.ts';
import { acceptedRuns } from './accepted-runs.ts';
import { condition, counted, type Closing, type ClosingFigure, type Condition } from './closing.ts';

/** What is asked of statements before a month is closed: every day is final, every text has a meaning, every item is dealt with, nothing came in since that differs, and invoices are tied to what they are about. */
export async function statementConditions(tx: Transaction, closing: Closing, at: Date): Promise<readonly Condition[]> {
  return [
    await daysAreFinal(tx, closing, at),
    await mapIsComplete(tx, closing),
    await itemsAreSettled(tx, closing),
    await nothingStatedSince(tx, closing),
    await invoicesAreTied(tx, closing),
  ];
}

interface Account extends Record<string, unknown> {
  readonly id: string;
  readonly provider: string;
}

/** Of each provider account of its own on which the month has entries: the days that are final. */
async function daysAreFinal(tx: Transaction, { workspaceId, book, month, until }: Closing, at: Date): Promise<Condition> {
  const { rows } = await tx.execute<Account>(sql`
    SELECT id, provider FROM provider_account AS a
    WHERE a.workspace_id = ${workspaceId}::uuid AND a.book = ${book} AND a.lent_by IS NULL AND EXISTS (
      SELECT FROM ledger_tx AS t WHERE t.workspace_id = a.workspace_id AND t.book = a.book AND t.provider_account_id = a.id
        AND t.accounting_date >= ${month}::date AND t.accounting_date < ${until}::date)
    ORDER BY provider, id`);
  const figures: ClosingFigure[] = [];
  let holds = true;
  for (const { id, provider } of rows) {
    const days = await statementDays(tx, { providerAccountId: id, series: 'charges', from: month, until, now: at });
    const final = days.filter(({ isFinal }) => isFinal).length;
    figures.push(counted(`${provider} days`, days.length), counted(`${provider} final`, final));
    holds &&= final === days.length;
  }
  return condition({
    key: 'days-final',
    sentence: 'Every day of every provider account is stated and final.',
    next: 'Pull or upload the cost export of the days that are not final: once the lag of the provider has passed, twice, a day apart.',
    holds,
    figures,
  });
}

/** Texts of line items that no approved map says the meaning of. */
async function mapIsComplete(tx: Transaction, { workspaceId, book, month, until }: Closing): Promise<Condition> {
  const { rows } = await tx.execute<{ unmapped: number }>(sql`
    SELECT count(DISTINCT l.line_item)::int AS unmapped FROM statement_line AS l JOIN provider_account AS a ON a.id = l.provider_account_id
    WHERE l.workspace_id = ${workspaceId}::uuid AND a.book = ${book} AND l.series = 'charges' AND l.superseded_by IS NULL AND l.request_id IS NULL
      AND l.client_request_id IS NULL AND l.category IS NULL
      AND l.bucket_start >= ${`${month}T00:00:00Z`}::timestamptz AND l.bucket_start < ${`${until}T00:00:00Z`}::timestamptz
      AND NOT EXISTS (SELECT FROM line_item_map AS m WHERE m.workspace_id = l.workspace_id AND m.provider = a.provider AND m.line_item = l.line_item
        AND upper_inf(m.known) AND m.valid @> (l.bucket_start AT TIME ZONE 'UTC')::date)`);
  const unmapped = rows[0]?.unmapped ?? 0;
  return condition({
    key: 'map-complete',
    sentence: 'Every text of a line item has an approved meaning.',
    next: 'Propose a meaning for each text on the page of line items, and have another approve it.',
    holds: unmapped === 0,
    figures: [counted('unmapped', unmapped)],
  });
}

/** Where something is stated: that its statement was accepted, and every item of it is accepted, claimed or carried. */
async function itemsAreSettled(tx: Transaction, closing: Closing): Promise<Condition> {
  const { rows } = await tx.execute<{ runs: number; undecided: number; carried: number; unaccepted: number }>(sql`
    SELECT (SELECT count(*)::int FROM ${acceptedRuns(closing)} AS r) AS runs,
      (SELECT count(*)::int FROM ${acceptedRuns(closing)} AS r JOIN reconciliation_item AS i ON i.workspace_id = r.workspace_id AND i.run_id = r.id
       WHERE i.state IN ('open', 'proposed')) AS undecided,
      (SELECT count(*)::int FROM ${acceptedRuns(closing)} AS r JOIN reconciliation_item AS i ON i.workspace_id = r.workspace_id AND i.run_id = r.id
       WHERE i.state = 'carried') AS carried,
      (SELECT count(DISTINCT l.provider_account_id)::int FROM statement_line AS l JOIN provider_account AS a ON a.id = l.provider_account_id
       WHERE l.workspace_id = ${closing.workspaceId}::uuid AND a.book = ${closing.book} AND l.series = 'charges' AND l.superseded_by IS NULL
         AND l.bucket_start >= ${`${closing.month}T00:00:00Z`}::timestamptz AND l.bucket_start < ${`${closing.until}T00:00:00Z`}::timestamptz
         AND NOT EXISTS (SELECT FROM ${acceptedRuns(closing)} AS r WHERE r.provider_account_id = l.provider_account_id
           AND l.bucket_start >= r.period_from AND l.bucket_start < r.period_until)) AS unaccepted`);
  const { runs = 0, undecided = 0, carried = 0, unaccepted = 0 } = rows[0] ?? {};
  const figures = [
    counted('statements accepted', runs),
    counted('accounts with a statement not accepted', unaccepted),
    counted('items undecided', undecided),
    counted('items carried', carried),
  ];
  return condition({
    key: 'items-settled',
    sentence: 'What is stated was accepted, and every item of it is accepted, claimed or carried.',
    next: 'Reconcile each statement and accept it; then accept, claim or carry each of its items, with an owner.',
    holds: undecided === 0 && unaccepted === 0,
    figures,
  });
}

/** Of each accepted statement: that no line of its days came in, or was taken back, in a version later than the one it was accepted in. A day that is stated alike stays with its version. */
async function nothingStatedSince(tx: Transaction, closing: Closing): Promise<Condition> {
  const { rows } = await tx.execute<{ restated: number; lines: number }>(sql`
    SELECT count(DISTINCT r.id)::int AS restated, count(*)::int AS lines
    FROM ${acceptedRuns(closing)} AS r CROSS JOIN LATERAL (SELECT coalesce((r.versions ->> 'charges')::int, 0) AS version) AS pinned
    JOIN statement_line AS l ON l.workspace_id = r.workspace_id AND l.provider_account_id = r.provider_account_id AND l.series = 'charges'
      AND l.bucket_start >= r.period_from AND l.bucket_start < r.period_until
      AND r.period_until > ${`${closing.month}T00:00:00Z`}::timestamptz
      AND (l.version > pinned.version AND l.superseded_by IS NULL OR l.version <= pinned.version AND l.superseded_by > pinned.version)`);
  const { restated = 0, lines = 0 } = rows[0] ?? {};
  return condition({
    key: 'nothing-stated-since',
    sentence: 'No statement of accepted days that says something else came in since.',
    next: 'Reconcile the days again that were stated anew, and accept what is stated of them now.',
    holds: restated === 0,
    figures: [counted('statements restated', restated), counted('lines that differ', lines)],
  });
}

/** Of each invoice whose days end by then and lie in an accepted statement: that it was held against it. One over days of several statements is held against none, and counted. */
async function invoicesAreTied(tx: Transaction, closing: Closing): Promise<Condition> {
  const { rows } = await tx.execute<{ invoices: number; untied: number; across: number }>(sql`
    SELECT count(*)::int AS invoices, count(*) FILTER (WHERE NOT is_tied)::int AS untied, count(*) FILTER (WHERE is_tied IS NULL)::int AS across
    FROM statement_import AS i JOIN provider_account AS a ON a.id = i.provider_account_id
    CROSS JOIN LATERAL (
      SELECT bool_or(i.version <= coalesce((r.versions ->> 'payable')::int, 0)) AS is_tied FROM ${acceptedRuns(closing)} AS r
      WHERE r.provider_account_id = i.provider_account_id AND i.period <@ tstzrange(r.period_from, r.period_until)) AS tie
    WHERE i.workspace_id = ${closing.workspaceId}::uuid AND a.book = ${closing.book} AND i.series = 'payable' AND i.state = 'current'
      AND i.superseded_by IS NULL AND upper(i.period) > ${`${closing.month}T00:00:00Z`}::timestamptz
      AND upper(i.period) <= ${`${closing.until}T00:00:00Z`}::timestamptz`);
  const { invoices = 0, untied = 0, across = 0 } = rows[0] ?? {};
  return condition({
    key: 'invoices-tied',
    sentence: 'Every invoice was held against the cost export of its days.',
    next: 'Reconcile the days of each invoice again, and accept the statement: it is held against the invoice too.',
    holds: untied === 0,
    figures: [
      counted('invoices', invoices),
      counted('not held against their statement', untied),
      counted('over several statements', across),
    ],
  });
}
