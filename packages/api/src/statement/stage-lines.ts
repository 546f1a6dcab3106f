import { asSystem, type Database } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import type { Found } from './stated.ts';
import { lineRow, usageRow } from './staged-rows.ts';
import type { StoredImport } from './statement-import.table.ts';

const batchMost = 2000;
const rejectionsMost = 10_000;

/** How far the reading of a file has come. */
export interface StagedCounts {
  lines: number;
  rejected: number;
  leftOut: number;
  /** Of the file, up to here. */
  bytesRead: number;
}

/** Writes what is found in a file beside, batch by batch, each with how far the reading has come: nobody reads it, and memory stays as it is. */
export class LineStage {
  readonly counts: StagedCounts = { lines: 0, rejected: 0, leftOut: 0, bytesRead: 0 };
  firstRejected: Extract<Found, { kind: 'rejected' }> | undefined;
  #lines: { readonly ordinal: number; readonly line: object }[] = [];
  #rejections: object[] = [];

  constructor(
    private readonly database: Database,
    private readonly of: StoredImport,
  ) {}

  /** Begins anew: what a process that is gone left is thrown away. */
  async clear(): Promise<void> {
    const { workspaceId, id } = this.of;
    await asSystem(this.database, async (tx) => {
      await tx.$client.query('DELETE FROM statement_staged WHERE workspace_id = $1 AND import_id = $2', [workspaceId, id]);
    });
  }

  async take(found: Found): Promise<void> {
    if (found.kind === 'line') this.#add(lineRow(found.line, found.place));
    else if (found.kind === 'usage') this.#add(usageRow(found.usage));
    else if (found.kind === 'rejected') this.#reject(found);
    else if (found.kind === 'left-out') this.counts.leftOut += 1;
    if (this.#lines.length >= batchMost || this.#rejections.length >= batchMost) await this.flush();
  }

  #add(line: object): void {
    this.counts.lines += 1;
    this.#lines.push({ ordinal: this.counts.lines, line });
  }

  #reject(found: Extract<Found, { kind: 'rejected' }>): void {
    this.firstRejected ??= found;
    this.counts.rejected += 1;
    if (this.counts.rejected > rejectionsMost) return;
    const { place, field, message } = found;
    this.#rejections.push({ number: this.counts.rejected, file_line: place.line, file_column: place.column, field, message });
  }

  async flush(): Promise<void> {
    const [lines, rejections] = [this.#lines, this.#rejections];
    [this.#lines, this.#rejections] = [[], []];
    const { workspaceId, id } = this.of;
    await asSystem(this.database, async (tx) => {
      // What is lost is read again from the file: nobody waits for the disk.
      await tx.$client.query('SET LOCAL synchronous_commit = off');
      await tx.$client.query({
        name: 'stage-lines',
        text: `INSERT INTO statement_staged SELECT $1, $2, r.ordinal, r.line FROM jsonb_to_recordset($3) AS r (ordinal bigint, line jsonb)`,
        values: [workspaceId, id, storedJson(lines)],
      });
      if (rejections.length > 0) {
        const text = `INSERT INTO statement_rejection SELECT $1, $2, r.* FROM jsonb_to_recordset($3)
          AS r (number int, file_line bigint, file_column bigint, field text, message text) ON CONFLICT DO NOTHING`;
        await tx.$client.query(text, [workspaceId, id, storedJson(rejections)]);
      }
      const text =
        'UPDATE statement_import SET lines = $3, rejected = $4, left_out = $5, bytes_read = $6 WHERE workspace_id = $1 AND id = $2';
      const { lines: read, rejected, leftOut, bytesRead } = this.counts;
      await tx.$client.query(text, [workspaceId, id, read, rejected, leftOut, bytesRead]);
    });
  }
}
