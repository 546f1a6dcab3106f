import { and, inArray, isNull } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { doubtDecisionTable } from './doubt-decision.table.ts';
import type { DoubtDecisionType } from './doubt-decision.type.ts';
import { showDecision } from './show-decision.ts';

/** The decisions on some generations that wait for approval, by generation: one at most of each. */
export async function waitingDecisions(tx: Transaction, generations: readonly string[]): Promise<ReadonlyMap<string, DoubtDecisionType>> {
  if (generations.length === 0) return new Map();
  const { generationId, approvedAt, discardedAt } = doubtDecisionTable;
  const waiting = and(inArray(generationId, [...generations]), isNull(approvedAt), isNull(discardedAt));
  const found = await tx.select().from(doubtDecisionTable).where(waiting);
  return new Map(found.map((decision) => [decision.generationId, showDecision(decision)]));
}
