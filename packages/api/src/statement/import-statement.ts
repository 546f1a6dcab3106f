import { and, eq, sql } from 'drizzle-orm';
import type { Clock } from '../platform/clock.ts';
import { asSystem, type Database, type Transaction } from '../platform/database.ts';
import type { Tasks } from '../queue/tasks.ts';
import { brokenControl, type ControlTotal } from './control-totals.ts';
import { CoveredSpan } from './covered-span.ts';
import { makeCurrent } from './make-current.ts';
import { proposeSuggested } from './propose-line-item.ts';
import { readStatement } from './read-statement.ts';
import type { ReceivedFiles } from './received-files.ts';
import { StatementBroken, type Bucket, type Found } from './stated.ts';
import { LineStage } from './stage-lines.ts';
import { statementImportTable, type StoredImport } from './statement-import.table.ts';

/** What importing needs from the outside. */
export interface ImportingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly files: ReceivedFiles;
}

/**
 * Reads a received file to its end and makes it current as a whole, or refuses it as a whole, saying where it is wrong. A process that dies on the way leaves nothing that anybody reads,
 * and another begins anew.
 */
export async function importStatement(parts: ImportingParts, { workspaceId, importId }: Tasks['import-statement']): Promise<void> {
  const found = await asSystem(parts.database, (tx) => begin(tx, workspaceId, importId));
  if (found === undefined) return;
  const stage = new LineStage(parts.database, found);
  await stage.clear();
  const read = await readFile(parts, found, stage);
  const why = read.why ?? rejectedSentence(stage);
  await asSystem(parts.database, async (tx) => {
    if (why !== undefined) await refuse(tx, found, why);
    else await conclude(tx, found, { ...read, at: parts.clock() });
    await tx.execute(sql`DELETE FROM statement_staged WHERE workspace_id = ${workspaceId}::uuid AND import_id = ${importId}::uuid`);
  });
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

async function readFile({ files }: ImportingParts, of: StoredImport, stage: LineStage): Promise<FileRead> {
  const read = { buckets: new CoveredSpan(), lines: new CoveredSpan(), controls: [] as ControlTotal[] };
  const source = await files.read({ workspaceId: of.workspaceId, sha256: of.fileSha256 });
  if (source === undefined) return { ...read, why: 'The file is no longer kept.' };
  const heard = (bytes: number): void => {
    stage.counts.bytesRead += bytes;
  };
  let why: string | undefined;
  try {
    for await (const found of readStatement(source, of.reading, heard)) {
      note(found, read);
      await stage.take(found);
    }
  } catch (cause) {
    if (!(cause instanceof StatementBroken)) throw cause;
    why = `Line ${cause.place.line}, column ${cause.place.column}: ${cause.message}`;
  } finally {
    source.destroy();
  }
  await stage.flush();
  return { ...read, why };
}

function note(found: Found, { buckets, lines, controls }: { buckets: CoveredSpan; lines: CoveredSpan; controls: ControlTotal[] }): void {
  if (found.kind === 'bucket') buckets.add(found.bucket);
  else if (found.kind === 'line') lines.stretch(found.line.bucket);
  else if (found.kind === 'control') controls.push({ bucket: found.bucket, currency: found.currency, ...found.amount });
  else if (found.kind === 'total') controls.push({ currency: found.currency, ...found.amount });
}

function rejectedSentence({ counts, firstRejected: first }: LineStage): string | undefined {
  if (first === undefined) return undefined;
  const rest = counts.rejected === 1 ? 'One line cannot be read' : `${counts.rejected} lines cannot be read; the first`;
  return `${rest}: line ${first.place.line}, column ${first.place.column}: ${first.message} Nothing of the file was taken.`;
}

async function conclude(tx: Transaction, of: StoredImport, read: FileRead & { readonly at: Date }): Promise<void> {
  const period = periodOf(of, read);
  if (typeof period === 'string') return await refuse(tx, of, period);
  const { total } = of.reading;
  const controls = total === undefined ? read.controls : [...read.controls, { ...total, residue: '0' }];
  const why = (await olderFile(tx, of)) ?? (await lineOutside(tx, of, period)) ?? (await brokenControl(tx, of, controls));
  if (why !== undefined) return await refuse(tx, of, why);
  const outcome = await makeCurrent(tx, of, period, read.at);
  if (outcome.state === 'current' && of.series === 'charges') await proposeSuggested(tx, of, read.at);
  if (outcome.state === 'refused') await refuse(tx, of, outcome.why);
  if (outcome.state === 'unchanged') await tx.update(statementImportTable).set({ state: 'unchanged' }).where(rowOf(of));
}

async function refuse(tx: Transaction, of: StoredImport, refusal: string): Promise<void> {
  await tx.update(statementImportTable).set({ state: 'refused', refusal }).where(rowOf(of));
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
  const text = `
    SELECT line ->> 'file_line' AS line, line ->> 'bucket_start' AS start FROM statement_staged
    WHERE workspace_id = $1 AND import_id = $2 AND ((line ->> 'bucket_start')::timestamptz < $3 OR (line ->> 'bucket_start')::timestamptz >= $4
      OR (line ->> 'bucket_end')::timestamptz > $4) ORDER BY ordinal LIMIT 1`;
  const { rows } = await tx.$client.query<{ line: string | null; start: string }>(text, [of.workspaceId, of.id, period.start, period.end]);
  const [found] = rows;
  if (found === undefined) return undefined;
  return `Line ${found.line ?? '?'}, column 1: it is about ${found.start}, and the file covers ${period.start} to ${period.end}.`;
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
