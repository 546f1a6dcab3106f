import { sql, type SQL } from 'drizzle-orm';
import { withWorkspace, type Database, type Transaction } from '../../platform/database.ts';
import { invoicedBy, nothingInvoiced } from './invoiced-by.ts';

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
  /** The accepted statement that covers it, or by which it was posted. Null: none, or none is asked for. */
  readonly invoice: string | null;
  /** Whether the month its work was done in had been invoiced before it was posted, in a later month. */
  readonly isCorrection: boolean;
  /** Whether credit was bought for its provider account before: then it is on no invoice of its own. */
  readonly isPrepaid: boolean;
  /** Of what a statement relieved of provider_accrued: how much no charge explains that it covers. Null: it relieves nothing. */
  readonly remainder: string | null;
}

/** Which lines: of transactions recorded by an instant that the ledger is pinned at, so that the same question has the same answer for ever. */
export interface LinesChoice {
  readonly workspaceId: string;
  readonly book: 'real' | 'simulated';
  readonly from: string;
  readonly until: string;
  readonly knownAt: string;
  readonly accounts: readonly number[];
  /** Whether what charges are invoiced by is asked for, too. */
  readonly invoiced: boolean;
}

/** How many transactions are read at once: all that is held in memory, twice. */
const transactionsMost = 4_000;

/** Pages of lines by accounting day, of each day as posted. */
export function exportedLines(database: Database, choice: LinesChoice): AsyncGenerator<readonly ExportedLine[]> {
  return inPages(
    database,
    choice,
    async (tx, question) =>
      (await tx.execute<ExportedLine>(sql`SELECT * FROM (${question}) AS l ORDER BY l."accountingDate", l.transaction, l.position`)).rows,
  );
}

/** The same lines as text that the database writes: of each page what a question over its lines `l` answers with. */
export function exportedText(database: Database, choice: LinesChoice, written: SQL): AsyncGenerator<string> {
  return inPages(database, choice, async (tx, question) => {
    const whole = sql`SELECT string_agg(${written}, '' ORDER BY l."accountingDate", l.transaction, l.position) AS text FROM (${question}) AS l`;
    const { rows } = await tx.execute<{ text: string | null }>(whole);
    return rows[0]?.text ?? '';
  });
}

/** One for each core of a small machine. */
const pagesAhead = 2;

/** What is made of each page, in order. While one is handed over the next are made. */
async function* inPages<Made>(
  database: Database,
  choice: LinesChoice,
  make: (tx: Transaction, question: SQL) => Promise<Made>,
): AsyncGenerator<Made> {
  const inWorkspace = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => withWorkspace(database, choice.workspaceId, work);
  const coming: Promise<Made>[] = [];
  for (let after: Place | undefined, more = true; more || coming.length > 0;) {
    while (more && coming.length < pagesAhead) {
      const place = after;
      const found = await inWorkspace((tx) => readPlaces(tx, choice, place));
      more = found.length === transactionsMost;
      after = found.at(-1);
      const made = inWorkspace((tx) => make(tx, lineQuestion(choice, sql`unnest(${sql.param(found.map(({ id }) => id))}::uuid[])`)));
      made.catch(() => undefined);
      coming.push(made);
    }
    const next = await coming.shift();
    if (next !== undefined) yield next;
  }
}

/** What the lines of an export sum to. Decimal text. */
export interface ExportedSum extends Record<string, unknown> {
  readonly account: string;
  readonly currency: string;
  readonly amount: string;
}

/** The sums of all lines that an export of a choice has of some postings, a relation of their ids, by account and currency: of the rows of the file, and not of the ledger beside it. */
export async function exportedSums(tx: Transaction, choice: LinesChoice, postings: SQL): Promise<readonly ExportedSum[]> {
  const { rows } = await tx.execute<ExportedSum>(sql`
    SELECT l.account, l.currency, trim_scale(sum(l.amount::numeric))::text AS amount FROM (${lineQuestion(choice, postings)}) AS l
    GROUP BY l.account, l.currency ORDER BY l.account, l.currency`);
  return rows;
}

interface Place extends Record<string, unknown> {
  readonly day: string;
  readonly id: string;
}

/** The transactions of the page after a place. */
async function readPlaces(
  tx: Transaction,
  { book, from, until, knownAt }: LinesChoice,
  after: Place | undefined,
): Promise<readonly Place[]> {
  const behind = after === undefined ? sql`true` : sql`(t.accounting_date, t.id) > (${after.day}::date, ${after.id}::uuid)`;
  const { rows } = await tx.execute<Place>(sql`
    SELECT t.accounting_date::text AS day, t.id FROM ledger_tx AS t
    WHERE t.book = ${book} AND t.accounting_date >= ${after?.day ?? from}::date AND t.accounting_date < ${until}::date
      AND t.recorded_at <= ${knownAt}::timestamptz AND ${behind}
    ORDER BY t.accounting_date, t.id LIMIT ${transactionsMost}`);
  return rows;
}

/** An instant as text in UTC, to the microsecond. */
const instant = (column: string): string => `replace((${column} AT TIME ZONE 'UTC')::text, ' ', 'T') || 'Z'`;

/** A parameter as it was asked for: what a reply names may still come late, and exports do not change. */
const asked = (name: string): string => `named_parameter(NULL, g.resolved, '${name}')`;

/** What the lines of a transaction have in common is made once. */
function lineQuestion({ accounts, invoiced, ...choice }: LinesChoice, wanted: SQL): SQL {
  const { tables, columns, joins, lines } = invoiced ? invoicedBy(choice, wanted) : nothingInvoiced;
  return sql`
    WITH ${tables} page AS MATERIALIZED (
      SELECT t.workspace_id, t.id, t.event, ${sql.raw(instant('t.service_at'))} AS "serviceAt", t.accounting_date::text AS "accountingDate",
        ${sql.raw(instant('t.recorded_at'))} AS "recordedAt", t.corrects, t.generation_id AS generation, t.attempt_id AS attempt, w.name AS "workspaceName",
        t.provider_account_id AS "providerAccount", a.organisation, a.project, coalesce(g.provider, a.provider) AS provider, g.model, g.mode,
        CASE WHEN g.id IS NOT NULL THEN coalesce(g.request ->> 'operation', 'generate') END AS operation, ${sql.raw(asked('quality'))} AS quality,
        ${sql.raw(asked('size'))} AS size, g.stage, g.api_key_id AS "apiKey",
        (SELECT v.template_id FROM template_version AS v WHERE v.workspace_id = g.workspace_id AND v.id = g.template_version_id) AS template, ${columns}
      FROM ${wanted} AS wanted (id) ${joins}
      JOIN ledger_tx AS t ON t.workspace_id = nullif(current_setting('app.workspace', true), '')::uuid AND t.id = wanted.id
      JOIN workspace AS w ON w.id = t.workspace_id
      LEFT JOIN provider_account AS a ON a.id = t.provider_account_id
      LEFT JOIN generation AS g ON g.workspace_id = t.workspace_id AND g.id = t.generation_id
    )
    SELECT p.id AS transaction, e.position, p.event, k.code AS "accountCode", e.account, e.currency, trim_scale(e.amount)::text AS amount, e.meter,
      e.quantity::text AS quantity, trim_scale(e.unit_price)::text AS "unitPrice", e.per::text AS per, e.multiplier::text AS multiplier,
      e.divisor::text AS divisor, e.price_entry_id AS "priceEntry", p."serviceAt", p."accountingDate", p."recordedAt", p.corrects, p.generation, p.attempt,
      p.workspace_id AS workspace, p."workspaceName", p."providerAccount", p.organisation, p.project, p.provider, p.model, p.mode, p.operation, p.quality,
      p.size, p.stage, p."apiKey", p.template, p.invoice, p."isCorrection", p."isPrepaid", ${lines}
    FROM page AS p JOIN ledger_entry AS e ON e.workspace_id = p.workspace_id AND e.tx_id = p.id
    JOIN ledger_account AS k ON k.name = e.account AND k.code = ANY (${sql.param([...accounts])}::smallint[])
      AND (k.code <> 2100 OR p.event IN ('statement-accepted', 'reconciliation-correct'))`;
}
