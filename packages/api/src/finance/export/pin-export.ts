import { sql } from 'drizzle-orm';
import { withWorkspace, type Database } from '../../platform/database.ts';
import type { PinnedExport } from './export-pages.ts';
import type { ExportQuestion } from './export-question.ts';

/** An export as of an instant at which the ledger of its book is pinned: what is recorded from now on is stamped later, so nothing is added to it. */
export async function pinExport(
  database: Database,
  question: ExportQuestion,
  { workspaceId, now }: { readonly workspaceId: string; readonly now: Date },
): Promise<PinnedExport> {
  const at = question.knownAt ?? now.toISOString();
  await withWorkspace(database, workspaceId, (tx) =>
    tx.execute(sql`SELECT pin_ledger(${workspaceId}::uuid, ${question.book}, ${at}::timestamptz)`),
  );
  return { ...question, workspaceId, knownAt: at };
}
