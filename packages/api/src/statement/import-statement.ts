import { and, eq, sql } from 'drizzle-orm';
import pLimit from 'p-limit';
import type { Clock } from '../platform/clock.ts';
import { asSystem, type Database, type Transaction } from '../platform/database.ts';
import type { Tasks } from '../queue/tasks.ts';
import { brokenControl, type ControlTotal } from './control-totals.ts';
import { copyStaged } from './copy-staged.ts';
import { CoveredSpan } from './covered-span.ts';
import { makeCurrent } from './make-current.ts';
import { proposeSuggested } from './propose-line-item.ts';
import { readStatement } from './read-statement.ts';
import type { ReceivedFiles } from './received-files.ts';
import { ReadingProgress, ReadingStopped } from './reading-progress.ts';
import { StatementBroken, type Bucket, type Found } from './stated.ts';
import { lineRow, stagedOf, usageRow } from './staged-rows.ts';
import { statementImportTable, type StoredImport } from './statement-import.table.ts';

/** What importing needs from the outside. */
export interface ImportingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly files: ReceivedFiles;
}

/** Each holds a connection while it reads. */
const importsAtOnce = pLimit(2);

/**
 * Reads a received file to its end and makes it current as a whole, or refuses it as a whole, saying where it is wrong: in one transaction, so that a process that dies on the way leaves
 * nothing, and another begins anew. Of two that come for one file the second goes away.
 */
export async function importStatement(parts: ImportingParts, about: Tasks['import-statement']): Promise<void> {
  await importsAtOnce(async () => {
    try {
      await asSystem(parts.database, (tx) => importIn(tx, parts, about));
    } catch (cause) {
      if (!(cause instanceof ReadingStopped)) throw cause;
    }
  });
}

async function importIn(tx: Transaction, parts: ImportingParts, { workspaceId, importId }: Tasks['import-statement']): Promise<void> {
  if (!(await lockImport(tx, importId))) return;
  // Whoever asked may be killed in the middle of it: then the database gives up too, and lets the lock go.
  await tx.execute(sql`SET LOCAL client_connection_check_interval = '1s'`);
  const found = await asSystem(parts.database, (own) => begin(own, workspaceId, importId));
  if (found === undefined) return;
  const progress = new ReadingProgress(parts.database, found);
  const read = await readFile(tx, parts, { of: found, progress });
  await progress.tell();
  const why = read.why ?? rejectedSentence(progress);
  if (why !== undefined) await refuse(tx, progress, why);
  else await conclude(tx, progress, { ...read, at: parts.clock() });
}

/** True for whoever reads a file first; it is let go when they have ended, or died. */
async function lockImport(tx: Transaction, importId: string): Promise<boolean> {
  const { rows } = await tx.execute<{ mine: boolean }>(
    sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${`import ${importId}`}, 0)) AS mine`,
  );
  return rows[0]?.mine === true;
}

async function begin(tx: Transaction, workspaceId: string, importId: string): Promise<StoredImport | undefined> {
  const [found] = await tx
    .select()
    .from(statementImportTable)
    .where(and(eq(statementImportTable.workspaceId, workspaceId), eq(statementImportTable.id, importId)))
    .for('update');
  if (found === undefined || (found.state !== 'received' && found.state !== 'reading')) return undefined;
  await tx.update(statementImportTable).set({ state: 'reading' }).where(rowOf(found));
  return found;
}

function rowOf({ workspaceId, id }: StoredImport) {
  return and(eq(statementImportTable.workspaceId, workspaceId), eq(statementImportTable.id, id));
}

interface FileRead {
  readonly why?: string | undefined;
  readonly buckets: CoveredSpan;
  readonly lines: CoveredSpan;
  readonly controls: readonly ControlTotal[];
}

interface Reading {
  readonly of: StoredImport;
  readonly progress: ReadingProgress;
}

/** Stages what the file says. What cannot be read on is no reason to break off the transaction: the sentence is kept. */
async function readFile(tx: Transaction, { files }: ImportingParts, { of, progress }: Reading): Promise<FileRead> {
  const read = { buckets: new CoveredSpan(), lines: new CoveredSpan(), controls: [] as ControlTotal[] };
  const source = await files.read({ workspaceId: of.workspaceId, sha256: of.fileSha256 });
  if (source === undefined) return { ...read, why: 'The file is no longer kept.' };
  const heard = (bytes: number): void => {
    progress.bytesRead += bytes;
  };
  let why: string | undefined;
  async function* rows(): AsyncGenerator<string> {
    try {
      for await (const found of readStatement(source as AsyncIterable<Uint8Array>, of.reading, heard)) {
        note(found, read);
        const row = take(found, progress);
        if (row !== undefined) yield row;
        if (progress.isDue) await progress.tell();
      }
    } catch (cause) {
      if (!(cause instanceof StatementBroken)) throw cause;
      why = `Line ${cause.place.line}, column ${cause.place.column}: ${cause.message}`;
    }
  }
  try {
    await copyStaged(tx, of, rows());
  } finally {
    source.destroy();
  }
  return { ...read, why };
}

/** Counts it; of a line the row it is staged as. */
function take(found: Found, progress: ReadingProgress): string | undefined {
  if (found.kind === 'rejected') progress.reject(found);
  if (found.kind === 'left-out') progress.leftOut += 1;
  if (found.kind !== 'line' && found.kind !== 'usage') return undefined;
  progress.lines += 1;
  const ordinal = progress.lines;
  return found.kind === 'line' ? lineRow(found.line, { place: found.place, ordinal }) : usageRow(found.usage, ordinal);
}

function note(found: Found, { buckets, lines, controls }: { buckets: CoveredSpan; lines: CoveredSpan; controls: ControlTotal[] }): void {
  if (found.kind === 'bucket') buckets.add(found.bucket);
  else if (found.kind === 'line') lines.stretch(found.line.bucket);
  else if (found.kind === 'control') controls.push({ bucket: found.bucket, currency: found.currency, ...found.amount });
  else if (found.kind === 'total') controls.push({ currency: found.currency, ...found.amount });
}

function rejectedSentence({ rejected, firstRejected: first }: ReadingProgress): string | undefined {
  if (first === undefined) return undefined;
  const rest = rejected === 1 ? 'One line cannot be read' : `${rejected} lines cannot be read; the first`;
  return `${rest}: line ${first.place.line}, column ${first.place.column}: ${first.message} Nothing of the file was taken.`;
}

async function conclude(tx: Transaction, progress: ReadingProgress, read: FileRead & { readonly at: Date }): Promise<void> {
  const { of } = progress;
  const period = periodOf(of, read);
  if (typeof period === 'string') return await refuse(tx, progress, period);
  const { total } = of.reading;
  const controls = total === undefined ? read.controls : [...read.controls, { ...total, residue: '0' }];
  const why = (await olderFile(tx, of)) ?? (await lineOutside(tx, of, period)) ?? (await brokenControl(tx, controls));
  if (why !== undefined) return await refuse(tx, progress, why);
  const outcome = await makeCurrent(tx, progress, { ...period, at: read.at });
  if (outcome.state === 'current' && of.series === 'charges') await proposeSuggested(tx, of, read.at);
  if (outcome.state === 'refused') await refuse(tx, progress, outcome.why);
  if (outcome.state === 'unchanged') await endAs(tx, progress, { state: 'unchanged' });
}

async function refuse(tx: Transaction, progress: ReadingProgress, refusal: string): Promise<void> {
  // A sentence may quote the file, and PostgreSQL keeps no text with this character in it.
  await endAs(tx, progress, { state: 'refused', refusal: refusal.replaceAll('\0', '\u2400') });
}

async function endAs(tx: Transaction, progress: ReadingProgress, what: Partial<StoredImport>): Promise<void> {
  await progress.hold(tx);
  await tx.update(statementImportTable).set(what).where(rowOf(progress.of));
}

/** What the file covers: as who brought it says, else as its buckets do, else from its first line to its last, in whole days; or why nobody can say. */
function periodOf({ reading }: StoredImport, { buckets, lines }: FileRead): Bucket | string {
  const gap = buckets.gap();
  if (gap !== undefined) return `Nothing is said from ${gap.start} to ${gap.end}: a page or a day is missing.`;
  const said = buckets.days() ?? lines.days();
  const [start, end] = [reading.from ?? said?.start, reading.until ?? said?.end];
  if (start === undefined || end === undefined)
    return 'The file has no line, so it does not say which days it covers: bring it with from and until.';
  return Date.parse(start) < Date.parse(end) ? { start, end } : 'The file is said to end before it begins: give an until later than from.';
}

async function lineOutside(tx: Transaction, of: StoredImport, period: Bucket): Promise<string | undefined> {
  const line = stagedOf(of.series).columns.includes('file_line') ? 'file_line::text' : 'NULL';
  const text = `
    SELECT ${line} AS line, bucket_start AS start FROM staged
    WHERE bucket_start < $1 OR bucket_start >= $2 OR bucket_end > $2 ORDER BY ordinal LIMIT 1`;
  const { rows } = await tx.$client.query<{ line: string | null; start: Date }>(text, [period.start, period.end]);
  const [found] = rows;
  if (found === undefined) return undefined;
  const about = found.start.toISOString();
  return `Line ${found.line ?? '?'}, column 1: it is about ${about}, and the file covers ${period.start} to ${period.end}.`;
}

/** A file that somebody brings once more after a later one took its place: it is older than what is known. */
async function olderFile(tx: Transaction, of: StoredImport): Promise<string | undefined> {
  if (of.origin === 'pull') return undefined;
  const { rows } = await tx.execute<{ version: number; later: number }>(sql`
    SELECT version, superseded_by AS later FROM statement_import
    WHERE workspace_id = ${of.workspaceId}::uuid AND provider_account_id = ${of.providerAccountId}::uuid AND series = ${of.series}
      AND file_sha256 = ${of.fileSha256} AND state = 'current' AND superseded_by IS NOT NULL LIMIT 1`);
  const [found] = rows;
  return found === undefined
    ? undefined
    : `The same file is version ${found.version}, which version ${found.later} superseded: an older file takes no newer one's place.`;
}
