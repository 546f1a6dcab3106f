import { accepted, refused, type Outcome } from '@halfpenny/core';
import { eq, sql } from 'drizzle-orm';
import { jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Caller } from '../access/caller.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { columnMapping, type ColumnMapping } from './column-mapping.ts';
import type { KeepingParts } from './keep-statement.ts';

/** How somebody's CSVs are read. The SQL and the meaning of each column: migrations/0027_statement.sql. */
const statementMappingTable = pgTable('statement_mapping', {
  workspaceId: uuid('workspace_id').notNull(),
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  reading: jsonb('reading').$type<ColumnMapping>().notNull(),
  savedByName: text('saved_by_name').notNull(),
  savedAt: timestamp('saved_at', { withTimezone: true }).notNull(),
});

/** A mapping as it is stored. */
export type StoredMapping = typeof statementMappingTable.$inferSelect;

/** The mapping of that id. Refused where the workspace has none. */
export async function readMapping(tx: Transaction, id: string): Promise<Outcome<ColumnMapping>> {
  const [found] = isId(id) ? await tx.select().from(statementMappingTable).where(eq(statementMappingTable.id, id)) : [];
  if (found !== undefined) return accepted(found.reading);
  return refused({ code: 'mapping-not-found', message: 'No column mapping of this workspace has that id.', path: ['mapping'] });
}

/** Every mapping of the workspace, by name. */
export async function listMappings(tx: Transaction): Promise<readonly StoredMapping[]> {
  return await tx.select().from(statementMappingTable).orderBy(statementMappingTable.name);
}

/** Saves a mapping under its name, in place of one of the same name: files that were read by that keep it. Refuses one by which no file can be read. */
export async function saveMapping(
  { database, clock, newId }: Pick<KeepingParts, 'database' | 'clock' | 'newId'>,
  caller: Caller,
  given: { readonly name: string; readonly mapping: ColumnMapping },
): Promise<Outcome<StoredMapping>> {
  const name = given.name.trim();
  if (name.length < 1 || name.length > 100)
    return refused({ code: 'invalid-statement', message: 'A mapping has a name of 1 to 100 characters.', path: ['name'] });
  const mapping = columnMapping(given.mapping);
  if (!mapping.ok) return mapping;
  const { workspaceId, name: savedByName } = caller;
  const row = { workspaceId, id: newId(), name, reading: mapping.value, savedByName, savedAt: clock() };
  return await withWorkspace(database, workspaceId, async (tx) => {
    const [saved] = await tx
      .insert(statementMappingTable)
      .values(row)
      .onConflictDoUpdate({
        target: [statementMappingTable.workspaceId, statementMappingTable.name],
        set: { reading: sql`excluded.reading`, savedByName: sql`excluded.saved_by_name`, savedAt: sql`excluded.saved_at` },
      })
      .returning();
    return accepted(saved ?? row);
  });
}
