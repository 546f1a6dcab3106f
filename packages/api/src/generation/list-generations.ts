import { invariant } from '@halfpenny/core';
import { and, desc, sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { Page } from '../platform/page.type.ts';
import { chosenGenerations } from './choose-generations.ts';
import type { GenerationChoice } from './choose-generations.ts';
import { generationTable } from './generation.table.ts';

/** Generations are counted as far as this. */
const countedMost = 10_000;

/** Ids of a page, and whether more follow. */
export interface IdPage {
  readonly ids: readonly string[];
  readonly more: boolean;
}

/** A page of the chosen generations, the newest first, after the one that the cursor names. */
export async function listGenerations(tx: Transaction, choice: GenerationChoice, page: Page): Promise<IdPage> {
  const rows = await pageOf(tx, choice, page);
  return { ids: rows.slice(0, page.first).map(({ id }) => id), more: rows.length > page.first };
}

/** The query of a page, for whoever asks how it would be run. */
export function pageOf(tx: Transaction, choice: GenerationChoice, { first, after }: Page) {
  const { createdAt, id } = generationTable;
  const behind =
    after === undefined
      ? undefined
      : sql`(${createdAt}, ${id}) < (SELECT a.created_at, a.id FROM generation AS a WHERE a.id = ${after}::uuid)`;
  return tx
    .select({ id })
    .from(generationTable)
    .where(and(chosenGenerations(choice), behind))
    .orderBy(desc(createdAt), desc(id))
    .limit(first + 1);
}

/** How many are chosen, counted as far as 10,000; one more than that says that there are more. */
export async function countGenerations(tx: Transaction, choice: GenerationChoice): Promise<number> {
  const chosen = tx
    .select({ one: sql`1` })
    .from(generationTable)
    .where(chosenGenerations(choice))
    .limit(countedMost + 1);
  const { rows } = await tx.execute<{ total: number }>(sql`SELECT count(*)::int AS total FROM (${chosen}) AS chosen`);
  invariant(rows[0] !== undefined, 'A count is one row.');
  return rows[0].total;
}
