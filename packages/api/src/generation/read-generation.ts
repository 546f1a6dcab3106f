import type { Column, Table } from 'drizzle-orm';
import { getTableColumns } from 'drizzle-orm';
import { generatedImageTable, unkeptImageTable } from '../images/generated-image.table.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { attemptTable } from './attempt.table.ts';
import { chargeCorrectionTable, chargeLineTable, chargeTable } from './charge.table.ts';
import { generationTable } from './generation.table.ts';

/** A generation with all that belongs to it, as it is stored. */
export interface GenerationRecord {
  readonly generation: typeof generationTable.$inferSelect;
  readonly attempts: readonly (typeof attemptTable.$inferSelect)[];
  readonly images: readonly (typeof generatedImageTable.$inferSelect)[];
  readonly unkept: readonly (typeof unkeptImageTable.$inferSelect)[];
  readonly charges: readonly (typeof chargeTable.$inferSelect)[];
  readonly lines: readonly (typeof chargeLineTable.$inferSelect)[];
  readonly corrections: readonly (typeof chargeCorrectionTable.$inferSelect)[];
  /** What its offer was expected to cost, decimal text; null: nothing was. And the cost entry beside a sell price. */
  readonly expected: { readonly amount: string | null; readonly currency: string; readonly costEntryId: string | null };
  /** The version of the price book when it was read. */
  readonly version: string;
}

/** Which generation: one of an id, or that of a request key. */
export type GenerationName = { readonly id: string } | { readonly requestKey: string };

/** The generation of a workspace by that name, in one round trip; undefined where there is none. */
export async function readGeneration(database: Database, workspaceId: string, name: GenerationName): Promise<GenerationRecord | undefined> {
  const named = 'id' in name ? [name.id, null] : [null, name.requestKey];
  const { rows } = await database.$client.query<{ found: Found | null }>({
    name: 'read-generation',
    text: 'SELECT read_generation($1, $2, $3) AS found',
    values: [workspaceId, ...named],
  });
  const found = rows[0]?.found;
  return found == null ? undefined : recordOf(found);
}

/** The generations of these ids, in their order, in one round trip. */
export async function readGenerations(tx: Transaction, workspaceId: string, ids: readonly string[]): Promise<readonly GenerationRecord[]> {
  if (ids.length === 0) return [];
  const { rows } = await tx.$client.query<{ found: Found | null }>({
    name: 'read-generations',
    text: 'SELECT read_generation($1, w.id, NULL) AS found FROM unnest($2::uuid[]) WITH ORDINALITY AS w (id, place) ORDER BY w.place',
    values: [workspaceId, ids],
  });
  return rows.flatMap(({ found }) => (found === null ? [] : [recordOf(found)]));
}

function recordOf(found: Found): GenerationRecord {
  return {
    generation: rowOf(generationTable, found.generation),
    attempts: rowsOf(attemptTable, found.attempts),
    images: rowsOf(generatedImageTable, found.images),
    unkept: rowsOf(unkeptImageTable, found.unkept),
    charges: rowsOf(chargeTable, found.charges),
    lines: rowsOf(chargeLineTable, found.lines),
    corrections: rowsOf(chargeCorrectionTable, found.corrections),
    expected: found.expected ?? nothingExpected,
    version: found.version,
  };
}

/** Of a generation that was loaded with its ledger and without its quote. */
const nothingExpected = { amount: null, currency: '', costEntryId: null };

/** A row by the names of its columns, amounts as text, as `read_generation` of the database answers. */
type Row = Readonly<Record<string, unknown>>;

interface Found {
  readonly version: string;
  readonly generation: Row;
  readonly attempts: readonly Row[] | null;
  readonly images: readonly Row[] | null;
  readonly unkept: readonly Row[] | null;
  readonly charges: readonly Row[] | null;
  readonly lines: readonly Row[] | null;
  readonly corrections: readonly Row[] | null;
  readonly expected: GenerationRecord['expected'] | null;
}

function rowsOf<T extends Table>(table: T, rows: readonly Row[] | null): readonly T['$inferSelect'][] {
  return (rows ?? []).map((row) => rowOf(table, row));
}

/** Each column is read as its table reads it from the database. */
function rowOf<T extends Table>(table: T, row: Row): T['$inferSelect'] {
  const columns: Readonly<Record<string, Column>> = getTableColumns(table);
  return Object.fromEntries(
    Object.entries(columns).map(([field, column]) => {
      const value = row[column.name];
      return [field, value == null ? null : column.mapFromDriverValue(value)];
    }),
  );
}
