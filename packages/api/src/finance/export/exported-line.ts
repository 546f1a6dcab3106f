import { sql, type SQL } from 'drizzle-orm';
import { withWorkspace, type Database, type Transaction } from '../../platform/database.ts';

/** A ledger line as exports know it: nothing of it ever changes. Figures are decimal text, debit positive; instants are RFC 3339 in UTC. */
export interface ExportedLine extends Record<string, unknown> {
  readonly transaction: string;
  readonly position: number;
  readonly event: string;
  readonly accountCode: number;
  readonly account: string;
  readonly currency: string;
  readonly amount: string;
  readonly meter: string | null;
  readonly quantity: string | null;
  readonly unitPrice: string | null;
  readonly per: string | null;
  readonly multiplier: string | null;
  readonly divisor: string | null;
  readonly priceEntry: string | null;
  readonly serviceAt: string;
  readonly accountingDate: string;
  readonly recordedAt: string;
  readonly corrects: string | null;
  readonly generation: string | null;
  readonly attempt: string | null;
  readonly workspace: string;
  readonly workspaceName: string;
  readonly providerAccount: string;
  readonly organisation: string | null;
  readonly project: string | null;
  readonly provider: string | null;
  readonly model: string | null;
  readonly mode: string | null;
  readonly operation: string | null;
  readonly quality: string | null;
  readonly size: string | null;
  readonly stage: string | null;
  readonly apiKey: string | null;
  readonly template: string | null;
  /** Whether its provider account is paid by credit that was bought before: then it is on no invoice. */
  readonly isPrepaid: boolean;
}

/** Which lines: of transactions recorded by an instant that the ledger is pinned at, so that the same question has the same answer for ever. */
export interface LinesChoice {
  readonly workspaceId: string;
  readonly book: 'real' | 'simulated';
  readonly from: string;
  readonly until: string;
  readonly knownAt: string;
  readonly accounts: readonly number[];
}

/** How many transactions are read at once: all that is held in memory. */
const transactionsMost = 4_000;

/** Pages of lines by accounting day, of each day as posted. The next page is read while the one before is written. */
export async function* exportedLines(database: Database, choice: LinesChoice): AsyncGenerator<readonly ExportedLine[]> {
  const read = (after: Place | undefined): Promise<Page> =>
    withWorkspace(database, choice.workspaceId, (tx) => readPage(tx, choice, after));
  let coming: Promise<Page> | undefined = read(undefined);
  while (coming !== undefined) {
    const { lines, last }: Page = await coming;
    coming = last === undefined ? undefined : read(last);
    coming?.catch(() => undefined);
    yield lines;
  }
}

/** What the lines of an export sum to. Decimal text. */
export interface ExportedSum extends Record<string, unknown> {
  readonly account: string;
  readonly currency: string;
  readonly amount: string;
}

/** The sums of all lines that an export of a choice has, by account and currency: of the rows of the file, and not of the ledger beside it. */
export async function exportedSums(
  tx: Transaction,
  { book, from, until, knownAt, accounts }: LinesChoice,
): Promise<readonly ExportedSum[]> {
  const wanted = sql`(
    SELECT t.id FROM ledger_tx AS t WHERE t.book = ${book} AND t.accounting_date >= ${from}::date AND t.accounting_date < ${until}::date
      AND t.recorded_at <= ${knownAt}::timestamptz)`;
  const { rows } = await tx.execute<ExportedSum>(sql`
    SELECT l.account, l.currency, trim_scale(sum(l.amount::numeric))::text AS amount FROM (${lineQuestion(wanted, accounts, knownAt)}) AS l
    GROUP BY l.account, l.currency ORDER BY l.account, l.currency`);
  return rows;
}

interface Place {
  readonly day: string;
  readonly id: string;
}

/** Lines, and the last transaction they are of. Undefined: none follows. */
interface Page {
  readonly lines: readonly ExportedLine[];
  readonly last: Place | undefined;
}

async function readPage(tx: Transaction, choice: LinesChoice, after: Place | undefined): Promise<Page> {
  const { book, from, until, knownAt, accounts } = choice;
  const behind = after === undefined ? sql`true` : sql`(t.accounting_date, t.id) > (${after.day}::date, ${after.id}::uuid)`;
  const { rows: found } = await tx.execute<Place & Record<string, unknown>>(sql`
    SELECT t.accounting_date::text AS day, t.id FROM ledger_tx AS t
    WHERE t.book = ${book} AND t.accounting_date >= ${after?.day ?? from}::date AND t.accounting_date < ${until}::date
      AND t.recorded_at <= ${knownAt}::timestamptz AND ${behind}
    ORDER BY t.accounting_date, t.id LIMIT ${transactionsMost}`);
  const wanted = sql`unnest(${sql.param(found.map(({ id }) => id))}::uuid[])`;
  const { rows: lines } = await tx.execute<ExportedLine>(
    sql`${lineQuestion(wanted, accounts, knownAt)} ORDER BY p."accountingDate", p.id, e.position`,
  );
  return { lines, last: found.length < transactionsMost ? undefined : found.at(-1) };
}

/** An instant as text in UTC, to the microsecond. */
const instant = (column: string): string => `replace((${column} AT TIME ZONE 'UTC')::text, ' ', 'T') || 'Z'`;

/** A parameter as it was asked for: what a reply names may still come late, and exports do not change. */
const asked = (name: string): string => `named_parameter(NULL, g.resolved, '${name}')`;

/** What the lines of a transaction have in common is made once. */
function lineQuestion(wanted: SQL, accounts: readonly number[], knownAt: string): SQL {
  return sql`
    WITH page AS MATERIALIZED (
      SELECT t.workspace_id, t.id, t.event, ${sql.raw(instant('t.service_at'))} AS "serviceAt", t.accounting_date::text AS "accountingDate",
        ${sql.raw(instant('t.recorded_at'))} AS "recordedAt", t.corrects, t.generation_id AS generation, t.attempt_id AS attempt, w.name AS "workspaceName",
        t.provider_account_id AS "providerAccount", a.organisation, a.project, coalesce(g.provider, a.provider) AS provider, g.model, g.mode,
        CASE WHEN g.id IS NOT NULL THEN coalesce(g.request ->> 'operation', 'generate') END AS operation, ${sql.raw(asked('quality'))} AS quality,
        ${sql.raw(asked('size'))} AS size, g.stage, g.api_key_id AS "apiKey",
        (SELECT v.template_id FROM template_version AS v WHERE v.workspace_id = g.workspace_id AND v.id = g.template_version_id) AS template,
        coalesce(l.opened_at <= t.service_at, false) AS "isPrepaid"
      FROM ${wanted} AS wanted (id)
      JOIN ledger_tx AS t ON t.workspace_id = nullif(current_setting('app.workspace', true), '')::uuid AND t.id = wanted.id
      JOIN workspace AS w ON w.id = t.workspace_id
      LEFT JOIN provider_account AS a ON a.id = t.provider_account_id
      LEFT JOIN (
        SELECT provider_account_id, min(opened_at) AS opened_at FROM prepaid_lot
        WHERE state = 'recorded' AND coalesce(decided_at, created_at) <= ${knownAt}::timestamptz GROUP BY provider_account_id
      ) AS l ON l.provider_account_id = t.provider_account_id
      LEFT JOIN generation AS g ON g.workspace_id = t.workspace_id AND g.id = t.generation_id
    )
    SELECT p.id AS transaction, e.position, p.event, k.code AS "accountCode", e.account, e.currency, trim_scale(e.amount)::text AS amount, e.meter,
      e.quantity::text AS quantity, trim_scale(e.unit_price)::text AS "unitPrice", e.per::text AS per, e.multiplier::text AS multiplier,
      e.divisor::text AS divisor, e.price_entry_id AS "priceEntry", p."serviceAt", p."accountingDate", p."recordedAt", p.corrects, p.generation, p.attempt,
      p.workspace_id AS workspace, p."workspaceName", p."providerAccount", p.organisation, p.project, p.provider, p.model, p.mode, p.operation, p.quality,
      p.size, p.stage, p."apiKey", p.template, p."isPrepaid"
    FROM page AS p JOIN ledger_entry AS e ON e.workspace_id = p.workspace_id AND e.tx_id = p.id
    JOIN ledger_account AS k ON k.name = e.account AND k.code = ANY (${sql.param([...accounts])}::smallint[])`;
}
