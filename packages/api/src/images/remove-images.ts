import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Clock } from '../platform/clock.ts';
import { asSystem } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { unfinishedFolder } from './folder-driver.ts';
import { lockBytes } from './lock-bytes.ts';
import type { ImageName, ImageStore } from './image-store.ts';

/** What removing images works with. */
export interface RemovalParts {
  readonly database: Database;
  readonly images: ImageStore;
  readonly clock: Clock;
  /** Undefined: images are kept for ever, and uploads that were used as long. */
  readonly imageRetentionDays: number | undefined;
  /** The folder of images; what was staged under it and left there is removed too. */
  readonly imageFolder: string;
}

/** How many rows one transaction marks at most. */
const batchMost = 100;
const hourMilliseconds = 3_600_000;
const dayMilliseconds = 24 * hourMilliseconds;

/**
 * Removes what has been kept for as long as it was to be: uploads that nobody used in time, and, where that is set, images, partial ones and uploads of so many
 * days. Rows and hashes stay. Bytes go before their rows are marked, so that what breaks off is done again; bytes that another row still
 * cites stay, and so do those that were brought within the last hour, whose row may be about to be written. Answers with how many rows it marked.
 */
export async function removeDueImages(parts: RemovalParts): Promise<number> {
  await removeLeftovers(parts);
  let removed = 0;
  for (const table of tables) {
    for (;;) {
      const marked = await removeBatch(parts, table);
      removed += marked;
      if (marked < batchMost) break;
    }
  }
  return removed;
}

const tables = ['upload', 'generated_image', 'partial_image'] as const;
type Table = (typeof tables)[number];
type Due = Record<'workspaceId' | 'sha256' | 'row', string> & { readonly format: ImageName['format']; readonly isCited: boolean };

async function removeBatch(parts: RemovalParts, table: Table): Promise<number> {
  return await asSystem(parts.database, async (tx) => {
    const due = await dueRows(tx, parts, table);
    const gone: string[] = [];
    for (const { row, isCited, ...name } of due) if (isCited || (await removeBytes(tx, parts, name))) gone.push(row);
    const marking = sql`UPDATE ${sql.identifier(table)} SET removed_at = ${parts.clock().toISOString()}::timestamptz WHERE ctid = ANY (${sql.param(gone)}::tid[])`;
    if (gone.length > 0) await tx.execute(marking);
    return gone.length;
  });
}

/** False: they were brought so recently that somebody may be about to cite them. */
async function removeBytes(tx: Transaction, { images, clock }: RemovalParts, name: ImageName): Promise<boolean> {
  await lockBytes(tx, name);
  return await images.removeOld(name, new Date(clock().getTime() - hourMilliseconds));
}

async function dueRows(tx: Transaction, { clock, imageRetentionDays }: RemovalParts, table: Table): Promise<readonly Due[]> {
  const now = clock();
  const at = sql`${now.toISOString()}::timestamptz`;
  const limit = imageRetentionDays === undefined ? null : new Date(now.getTime() - imageRetentionDays * dayMilliseconds).toISOString();
  const since = sql`coalesce(${limit}::timestamptz, '-infinity')`;
  const dueUpload = sql`(coalesce(u.expires_at <= ${at}, false) OR u.created_at <= ${since})`;
  const madeLater = (images: Table) => sql`
    EXISTS (SELECT FROM ${sql.identifier(images)} AS i JOIN generation AS g ON g.workspace_id = i.workspace_id AND g.id = i.generation_id
      WHERE i.workspace_id = d.workspace_id AND i.sha256 = d.sha256 AND i.removed_at IS NULL AND g.created_at > ${since})`;
  const cited = sql`
    EXISTS (SELECT FROM upload AS u WHERE u.workspace_id = d.workspace_id AND u.sha256 = d.sha256 AND u.removed_at IS NULL AND NOT ${dueUpload})
    OR ${madeLater('generated_image')} OR ${madeLater('partial_image')}`;
  const rows =
    table === 'upload'
      ? sql`SELECT u.ctid, u.workspace_id, u.sha256, u.format FROM upload AS u WHERE u.removed_at IS NULL AND ${dueUpload}
            LIMIT ${batchMost} FOR UPDATE SKIP LOCKED`
      : sql`SELECT i.ctid, i.workspace_id, i.sha256, i.format FROM ${sql.identifier(table)} AS i
            JOIN generation AS g ON g.workspace_id = i.workspace_id AND g.id = i.generation_id
            WHERE i.removed_at IS NULL AND g.created_at <= ${since} LIMIT ${batchMost} FOR UPDATE OF i SKIP LOCKED`;
  const found = await tx.execute<Due>(sql`
    WITH d AS MATERIALIZED (${rows})
    SELECT d.ctid::text AS row, d.workspace_id AS "workspaceId", d.sha256, d.format, (${cited}) AS "isCited" FROM d`);
  return found.rows;
}

/** Files of uploads and images that a process was killed over, a day ago or longer. */
async function removeLeftovers({ imageFolder, clock }: RemovalParts): Promise<void> {
  const folder = join(imageFolder, unfinishedFolder);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const modified = await stat(join(folder, name)).catch(() => undefined);
    if (modified !== undefined && modified.mtimeMs < clock().getTime() - dayMilliseconds) await rm(join(folder, name), { force: true });
  }
}
