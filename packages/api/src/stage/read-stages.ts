import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { asc, eq } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { stageTable } from './stage.table.ts';

/** A stage as it is stored. */
export type StageRow = typeof stageTable.$inferSelect;

/** The stages of the workspace of the transaction, in their order. */
export async function readStages(tx: Transaction): Promise<readonly StageRow[]> {
  return await tx.select().from(stageTable).orderBy(asc(stageTable.position), asc(stageTable.name));
}

/** The stage of a name. Refuses one that is not there with those that are. The path leads from the input on. */
export async function findStage(tx: Transaction, name: string): Promise<Outcome<StageRow>> {
  const stages = await readStages(tx);
  const stage = stages.find((known) => known.name === name);
  if (stage !== undefined) return accepted(stage);
  const names = stages.map((known) => known.name);
  const message = `This workspace has no stage of that name: give ${names.join(', ')}, or leave stage out.`;
  return refused({ code: 'unknown-stage', message, path: ['stage'], accepted: names });
}

/** Whether a stage is reserved for approved quotes. */
export async function requiresApproval(tx: Transaction, name: string): Promise<boolean> {
  const [stage] = await tx.select({ reserved: stageTable.requiresApproval }).from(stageTable).where(eq(stageTable.name, name));
  return stage?.reserved === true;
}
