import { billableModels, type BillableModel } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { asSystem, type Database } from '../platform/database.ts';

/**
 * Writes what core's catalog says of models where the database reads it: so that it refuses a publication by the facts of the program that prepared it. Rows that say the same already are left
 * as they are.
 */
export async function loadBillableModels(database: Database): Promise<void> {
  const rows = billableModels().map(rowOf);
  await asSystem(database, async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('halfpenny: catalog of models'))`);
    const loaded = sql`SELECT * FROM jsonb_populate_recordset(NULL::catalog_model, ${JSON.stringify(rows)}::jsonb)`;
    await tx.execute(
      sql`DELETE FROM catalog_model AS held WHERE NOT EXISTS (SELECT FROM (${loaded}) AS said WHERE said IS NOT DISTINCT FROM held)`,
    );
    await tx.execute(sql`INSERT INTO catalog_model ${loaded} ON CONFLICT DO NOTHING`);
  });
}

function rowOf({ unlistedMeters, shutDown, ...said }: BillableModel) {
  return { ...said, unlisted_meters: unlistedMeters, shut_down: shutDown === null ? null : `${shutDown}T00:00:00Z` };
}
