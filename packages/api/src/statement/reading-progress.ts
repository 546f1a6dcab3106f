import { asSystem, type Database, type Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import type { Found } from './stated.ts';
import type { StoredImport } from './statement-import.table.ts';

/** Somebody stopped the reading of a file: thrown between two lines of it. */
export class ReadingStopped extends Error {}

type Rejected = Extract<Found, { kind: 'rejected' }>;

const rejectionsMost = 10_000;
const rejectionsAtOnce = 2000;
const linesBetween = 20_000;

/** How far the reading of a file has come, told to whoever watches it; and which of its lines could not be read. */
export class ReadingProgress {
  lines = 0;
  rejected = 0;
  leftOut = 0;
  /** Of the file, up to here. */
  bytesRead = 0;
  firstRejected: Rejected | undefined;
  #placed = 0;
  #told = 0;
  #rejections: object[] = [];

  constructor(
    private readonly database: Database,
    readonly of: StoredImport,
  ) {}

  reject(found: Rejected): void {
    this.firstRejected ??= found;
    this.rejected += 1;
    if (this.rejected > rejectionsMost) return;
    const { place, field, message } = found;
    this.#rejections.push({ number: this.rejected, file_line: place.line, file_column: place.column, field, message });
  }

  /** Whether there is something to tell. */
  get isDue(): boolean {
    const seen = this.lines + this.rejected + this.leftOut;
    return seen - this.#told >= linesBetween || this.#rejections.length >= rejectionsAtOnce;
  }

  /** Tells that so many lines more are where they belong. Throws as `tell` does. */
  async place(lines: number): Promise<void> {
    this.#placed += lines;
    await this.tell();
  }

  /** From here on nobody stops it any more, until `tx` has ended. Throws `ReadingStopped` where somebody did. */
  async hold(tx: Transaction): Promise<void> {
    const { rowCount } = await tx.$client.query(
      "SELECT FROM statement_import WHERE workspace_id = $1 AND id = $2 AND state = 'reading' FOR UPDATE",
      [this.of.workspaceId, this.of.id],
    );
    if (rowCount === 0) throw new ReadingStopped();
  }

  /** Tells how far it is. Throws `ReadingStopped` where the file is no longer to be read. */
  async tell(): Promise<void> {
    const rejections = this.#rejections;
    this.#rejections = [];
    this.#told = this.lines + this.rejected + this.leftOut;
    const { workspaceId, id } = this.of;
    await asSystem(this.database, async (tx) => {
      const counts = [workspaceId, id, this.lines, this.rejected, this.leftOut, this.bytesRead, this.#placed];
      const text = `UPDATE statement_import SET lines = $3, rejected = $4, left_out = $5, bytes_read = $6, lines_placed = $7
        WHERE workspace_id = $1 AND id = $2 AND state = 'reading'`;
      const { rowCount } = await tx.$client.query(text, counts);
      if (rowCount === 0) throw new ReadingStopped();
      if (rejections.length === 0) return;
      const kept = `INSERT INTO statement_rejection SELECT $1, $2, r.* FROM jsonb_to_recordset($3)
        AS r (number int, file_line bigint, file_column bigint, field text, message text) ON CONFLICT DO NOTHING`;
      await tx.$client.query(kept, [workspaceId, id, storedJson(rejections)]);
    });
  }
}
