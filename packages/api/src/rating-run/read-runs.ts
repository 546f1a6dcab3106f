import { and, desc, eq, lt, or, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { Page } from '../platform/page.type.ts';
import { ratingRunTable, reratingItemTable } from './rating-run.table.ts';
import type { StoredRun } from './rating-run.table.ts';

type Kind = StoredRun['kind'];

/** A run of that id and kind; undefined where there is none. */
export async function readRun(tx: Transaction, kind: Kind, id: string): Promise<StoredRun | undefined> {
  const [run] = await tx
    .select()
    .from(ratingRunTable)
    .where(and(eq(ratingRunTable.id, id), eq(ratingRunTable.kind, kind)));
  return run;
}

/** Runs of a kind, the latest first; those of one change set where one is named. */
export async function listRuns(tx: Transaction, kind: Kind, changeSetId: string | undefined, most: number): Promise<readonly StoredRun[]> {
  return await tx
    .select()
    .from(ratingRunTable)
    .where(and(eq(ratingRunTable.kind, kind), changeSetId === undefined ? undefined : eq(ratingRunTable.changeSetId, changeSetId)))
    .orderBy(desc(ratingRunTable.createdAt), desc(ratingRunTable.id))
    .limit(most);
}

/** What the sums of a run can be grouped by. */
export type RunDimension = 'model' | 'provider' | 'mode' | 'workspace' | 'template';

const dimensions: Readonly<Record<RunDimension, { readonly value: SQL; readonly label: SQL }>> = {
  model: { value: sql`model`, label: sql`model` },
  provider: { value: sql`provider`, label: sql`provider` },
  mode: { value: sql`mode`, label: sql`mode` },
  workspace: { value: sql`of_workspace::text`, label: sql`workspace_name` },
  template: { value: sql`nullif(template, '')`, label: sql`nullif(template_name, '')` },
};

/** One sum of a run. Amounts are decimal text. */
export interface RunSum {
  readonly keys: readonly (string | null)[];
  readonly currency: string;
  readonly generations: number;
  readonly changed: number;
  readonly was: string;
  readonly would: string;
  readonly difference: string;
  readonly unpriced: number;
  readonly unpricedWas: string;
  readonly doubts: number;
}

/** The sums of a run so far, by some dimensions: what changes most comes first. Each key is a value and how people say it. */
export async function sumsOf(tx: Transaction, runId: string, by: readonly RunDimension[]): Promise<readonly RunSum[]> {
  const columns = by.flatMap((dimension) => [dimensions[dimension].value, dimensions[dimension].label]);
  const { rows } = await tx.execute<RunSum & Record<string, unknown>>(sql`
    SELECT ARRAY[${sql.join(columns, sql`, `)}]::text[] AS keys, currency, sum(generations)::int AS generations, sum(changed)::int AS changed,
      trim_scale(sum(was))::text AS was, trim_scale(sum(would))::text AS would, trim_scale(sum(would) - sum(was))::text AS difference,
      sum(unpriced)::int AS unpriced, trim_scale(sum(unpriced_was))::text AS "unpricedWas", sum(doubts)::int AS doubts
    FROM rating_group WHERE run_id = ${runId}::uuid GROUP BY ${sql.join([...columns, sql`currency`], sql`, `)}
    ORDER BY abs(sum(would) - sum(was)) DESC, sum(was) DESC, 1`);
  return rows;
}

/** A correction that a run proposes. */
export type ProposedItem = typeof reratingItemTable.$inferSelect;

/** The corrections of a run in the order of their generations, a page and one more. */
export async function itemsOf(tx: Transaction, runId: string, { first, after }: Page): Promise<readonly ProposedItem[]> {
  return await tx
    .select()
    .from(reratingItemTable)
    .where(
      and(
        eq(reratingItemTable.runId, runId),
        after === undefined ? undefined : or(lt(sql`${after}::uuid`, reratingItemTable.generationId)),
      ),
    )
    .orderBy(reratingItemTable.generationId)
    .limit(first + 1);
}
