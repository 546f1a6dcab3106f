import { accepted, modelNames, qualitiesOf, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { withWorkspace } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { findStage } from './read-stages.ts';
import type { StageRow } from './read-stages.ts';
import { stageTable } from './stage.table.ts';

/** What a stage is to be. */
export interface WantedStage {
  readonly name: string;
  readonly defaultQuality?: string | null | undefined;
  readonly requiresApproval: boolean;
}

const nameShape = /^[a-z][a-z0-9-]{0,39}$/;
const stagesMost = 50;

/** Sets a stage, for the first time (then it is the last one) or anew. Paths lead from the input on. */
export async function setStage(database: Database, workspaceId: string, wanted: WantedStage): Promise<Outcome<StageRow>> {
  if (!nameShape.test(wanted.name)) {
    const message = 'A stage is named with a small letter, then small letters, digits and hyphens, 40 at most: "final", "client-review".';
    return refused({ code: 'invalid-stage', message, path: ['name'] });
  }
  const known = [...new Set(modelNames().flatMap(qualitiesOf))];
  if (wanted.defaultQuality != null && !known.includes(wanted.defaultQuality)) {
    const message = `No model knows that quality: give ${known.join(', ')}, or leave defaultQuality out.`;
    return refused({ code: 'invalid-stage', message, path: ['defaultQuality'], accepted: known });
  }
  return await withWorkspace(database, workspaceId, async (tx) => {
    if (!(await writeStage(tx, workspaceId, wanted))) {
      return refused({ code: 'invalid-stage', message: `A workspace has at most ${stagesMost} stages.`, path: ['name'] });
    }
    const stage = await findStage(tx, wanted.name);
    return stage.ok ? accepted(stage.value) : stage;
  });
}

/** False: there are as many as there may be. */
async function writeStage(tx: Transaction, workspaceId: string, { name, defaultQuality, requiresApproval }: WantedStage): Promise<boolean> {
  const values = { workspaceId, name, defaultQuality: defaultQuality ?? null, requiresApproval };
  const { rows } = await tx.execute<{ last: number; known: boolean }>(
    sql`SELECT coalesce(max(position), 0)::int AS last, coalesce(bool_or(name = ${name}), false) AS known FROM stage`,
  );
  const { last, known } = rows[0] ?? { last: 0, known: false };
  if (!known && last >= stagesMost) return false;
  await tx
    .insert(stageTable)
    .values({ ...values, position: last + 1 })
    .onConflictDoUpdate({
      target: [stageTable.workspaceId, stageTable.name],
      set: { defaultQuality: values.defaultQuality, requiresApproval },
    });
  return true;
}
