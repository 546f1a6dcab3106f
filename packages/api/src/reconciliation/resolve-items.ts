import { accepted, type Outcome } from '@halfpenny/core';
import { and, eq, inArray } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { carryOut, type CarryingParts } from './carry-out.ts';
import { itemProblem } from './item-problem.ts';
import { decidableRun, invalid, proposeResolution, type DecisionAsked, type Proposed } from './propose-resolution.ts';
import { reconciliationItemTable } from './reconciliation.table.ts';

/** What somebody decides of items of one run, by their numbers. */
export interface ResolutionAsked extends DecisionAsked {
  readonly items: readonly number[];
}

const itemsMost = 5000;

/** Decides many items at once, all or none. What is at stake above the threshold of the run waits for another to approve it; else it is done. Answers with the id of the resolution. */
export async function resolveItems(parts: CarryingParts, caller: Caller, asked: ResolutionAsked): Promise<Outcome<string>> {
  if (asked.items.length === 0 || asked.items.length > itemsMost) return invalid(`A resolution is of 1 to ${itemsMost} items.`, ['items']);
  const proposed = await withWorkspace(parts.database, caller.workspaceId, (tx) => propose(tx, { parts, caller }, asked));
  if (!proposed.ok) return proposed;
  return proposed.value.needsApproval ? accepted(proposed.value.id) : await carryOut(parts, caller.workspaceId, proposed.value.id);
}

async function propose(
  tx: Transaction,
  by: { readonly parts: CarryingParts; readonly caller: Caller },
  { items: numbers, ...asked }: ResolutionAsked,
): Promise<Outcome<Proposed>> {
  const run = await decidableRun(tx, asked);
  if (!run.ok) return run;
  const { runId, number } = reconciliationItemTable;
  const items = await tx
    .select()
    .from(reconciliationItemTable)
    .where(and(eq(runId, run.value.id), inArray(number, [...numbers])))
    .for('update');
  if (new Set(numbers).size !== items.length) return invalid('Each item is one of the run, named once.', ['items']);
  if (new Set(items.map(({ currency }) => currency)).size > 1)
    return invalid('The items of one resolution are in one currency.', ['items']);
  const [problem] = items.flatMap((item) => itemProblem(item, asked.decision) ?? []);
  if (problem !== undefined) return invalid(problem.message, [problem.field]);
  return accepted(await proposeResolution(tx, by, { run: run.value, asked, items }));
}
