import { and, asc, count, desc, eq, gt, inArray, isNull } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { Page } from '../platform/page.type.ts';
import { templateTable, templateVersionTable } from './template.table.ts';

/** A version with the template it belongs to. */
export interface VersionRecord {
  readonly template: typeof templateTable.$inferSelect;
  readonly version: typeof templateVersionTable.$inferSelect;
}

/** A template with all its versions, the latest first. */
export interface TemplateRecord {
  readonly template: typeof templateTable.$inferSelect;
  readonly versions: readonly (typeof templateVersionTable.$inferSelect)[];
}

/** Versions by their ids, each with its template. */
export async function readVersions(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, VersionRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ template: templateTable, version: templateVersionTable })
    .from(templateVersionTable)
    .innerJoin(
      templateTable,
      and(eq(templateTable.workspaceId, templateVersionTable.workspaceId), eq(templateTable.id, templateVersionTable.templateId)),
    )
    .where(inArray(templateVersionTable.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.version.id, row]));
}

/** The template of an id, whole; undefined where the workspace of the transaction has none. */
export async function readTemplate(tx: Transaction, id: string): Promise<TemplateRecord | undefined> {
  const templates = await tx.select().from(templateTable).where(eq(templateTable.id, id));
  return (await withVersions(tx, templates))[0];
}

/** Which templates to list. */
export interface TemplateChoice {
  /** Whether archived ones are listed as well. */
  readonly archived: boolean;
}

/** A page of templates by name, after the name in the cursor, and how many there are on all pages. */
export async function listTemplates(tx: Transaction, choice: TemplateChoice, page: Page) {
  const chosen = choice.archived ? undefined : isNull(templateTable.archivedAt);
  const rows = await tx
    .select()
    .from(templateTable)
    .where(and(chosen, page.after === undefined ? undefined : gt(templateTable.name, page.after)))
    .orderBy(asc(templateTable.name))
    .limit(page.first + 1);
  const [counted] = await tx.select({ total: count() }).from(templateTable).where(chosen);
  return { records: await withVersions(tx, rows.slice(0, page.first)), more: rows.length > page.first, total: counted?.total ?? 0 };
}

async function withVersions(
  tx: Transaction,
  templates: readonly (typeof templateTable.$inferSelect)[],
): Promise<readonly TemplateRecord[]> {
  if (templates.length === 0) return [];
  const ids = templates.map(({ id }) => id);
  const versions = await tx
    .select()
    .from(templateVersionTable)
    .where(inArray(templateVersionTable.templateId, ids))
    .orderBy(desc(templateVersionTable.number));
  return templates.map((template) => ({ template, versions: versions.filter(({ templateId }) => templateId === template.id) }));
}
