import { sql } from 'drizzle-orm';
import { withWorkspace, type Database } from '../../platform/database.ts';
import type { PinnedExport } from './export-pages.ts';
import type { ExportQuestion } from './export-question.ts';

/** An export as of an instant at which the ledgers of its book are pinned: what is recorded from now on is stamped later, so nothing is added to it. */
export async function pinExport(
  database: Database,
  question: ExportQuestion,
  { workspaceIds, now }: { readonly workspaceIds: readonly string[]; readonly now: Date },
): Promise<PinnedExport> {
  const at = question.knownAt ?? now.toISOString();
  for (const workspaceId of workspaceIds) {
    await withWorkspace(database, workspaceId, (tx) =>
      tx.execute(sql`SELECT pin_ledger(${workspaceId}::uuid, ${question.book}, ${at}::timestamptz)`),
    );
  }
  return { ...question, workspaceIds, knownAt: at };
}
