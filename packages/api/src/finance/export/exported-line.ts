import { sql, type SQL } from 'drizzle-orm';
import { withWorkspace, type Database, type Transaction } from '../../platform/database.ts';
import { lineRows, lineText, type LineCell, type LinesChoice } from './line-question.ts';

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

/** How many transactions are read at once: all that is held in memory, twice. */
const transactionsMost = 4_000;

/** Pages of lines by accounting day, of each day as posted. */
export function exportedLines(database: Database, choice: LinesChoice): AsyncGenerator<readonly ExportedLine[]> {
  return inPages(database, choice, async (tx, wanted) => {
    const { rows } = await tx.execute<ExportedLine>(sql`${lineRows(choice, wanted)} ORDER BY p.place, e.position`);
    return rows;
  });
}

/** The same lines as text that the database writes, cell by cell. */
export function exportedText(database: Database, choice: LinesChoice, cells: readonly LineCell[]): AsyncGenerator<string> {
  return inPages(database, choice, async (tx, wanted) => {
    const { rows } = await tx.execute<{ text: string | null }>(lineText(choice, wanted, cells));
    return rows[0]?.text ?? '';
  });
}

/** One for each core of a small machine. */
const pagesAhead = 2;

/** What is made of each page, in order. While one is handed over the next are made. */
async function* inPages<Made>(
  database: Database,
  choice: LinesChoice,
  make: (tx: Transaction, wanted: SQL) => Promise<Made>,
): AsyncGenerator<Made> {
  const inWorkspace = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => withWorkspace(database, choice.workspaceId, work);
  const coming: Promise<Made>[] = [];
  for (let after: Place | undefined, more = true; more || coming.length > 0;) {
    while (more && coming.length < pagesAhead) {
      const place = after;
      const found = await inWorkspace((tx) => readPlaces(tx, choice, place));
      more = found.length === transactionsMost;
      after = found.at(-1);
      const ids = found.map(({ id }) => id);
      const made = inWorkspace((tx) => make(tx, sql`unnest(${sql.param(ids)}::uuid[]) WITH ORDINALITY AS wanted (id, place)`));
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
  readonly lines: number;
  readonly amount: string;
}

/** The sums of all lines `l` that an export of a choice has, by account and currency: of the rows of the file, and not of the ledger beside it. */
export async function exportedSums(tx: Transaction, choice: LinesChoice, isMeant = sql`true`): Promise<readonly ExportedSum[]> {
  const { book, from, until, knownAt } = choice;
  const wanted = sql`(
    SELECT t.id, 0 FROM ledger_tx AS t WHERE t.book = ${book} AND t.accounting_date >= ${from}::date AND t.accounting_date < ${until}::date
      AND t.recorded_at <= ${knownAt}::timestamptz) AS wanted (id, place)`;
  return await sumLines(tx, lineRows(choice, wanted, { fields: summedFields, ofMany: true }), isMeant);
}

/** Likewise of some transactions, few enough to be named by their ids. */
export async function exportedSumsOf(tx: Transaction, choice: LinesChoice, ids: readonly string[]): Promise<readonly ExportedSum[]> {
  const wanted = sql`unnest(${sql.param([...ids])}::uuid[]) WITH ORDINALITY AS wanted (id, place)`;
  return await sumLines(tx, lineRows(choice, wanted, { fields: summedFields, ofMany: false }), sql`true`);
}

const summedFields = ['event', 'account', 'accountCode', 'currency', 'amount', 'meter'];

async function sumLines(tx: Transaction, lines: SQL, isMeant: SQL): Promise<readonly ExportedSum[]> {
  const { rows } = await tx.execute<ExportedSum>(sql`
    SELECT l.account, l.currency, count(*)::int AS lines, trim_scale(sum(l.amount::numeric))::text AS amount FROM (${lines}) AS l WHERE ${isMeant}
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
