import { accepted, type Outcome } from '@halfpenny/core';
import type { Caller } from '../access/caller.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { carryOut, type CarryingParts } from './carry-out.ts';
import { itemProblem } from './item-problem.ts';
import { decidableRun, invalid, proposeResolution, type DecisionAsked, type Proposed } from './propose-resolution.ts';
import { itemsWhere, type ItemChoice } from './read-reconciliations.ts';
import { reconciliationItemTable, type StoredItem } from './reconciliation.table.ts';

/** What somebody decides of all items of one run that a filter chooses. */
export interface MatchingAsked extends DecisionAsked {
  readonly choice: ItemChoice;
}

/** What came of it: every item that was chosen is in one of the resolutions, or refused by its number. */
export interface MatchingResolved {
  readonly resolutions: readonly string[];
  readonly resolved: number;
  readonly refused: readonly { readonly number: number; readonly message: string }[];
}

/** Decides every item that a filter chooses, however many, in one resolution for each currency. An item that cannot be decided so is refused by its number, and the others are decided. */
export async function resolveMatching(parts: CarryingParts, caller: Caller, asked: MatchingAsked): Promise<Outcome<MatchingResolved>> {
  const proposed = await withWorkspace(parts.database, caller.workspaceId, (tx) => propose(tx, { parts, caller }, asked));
  if (!proposed.ok) return proposed;
  const { proposals, ...told } = proposed.value;
  for (const { id, needsApproval } of proposals) if (!needsApproval) await carryOut(parts, caller.workspaceId, id);
  return accepted({ ...told, resolutions: proposals.map(({ id }) => id) });
}

type Told = Omit<MatchingResolved, 'resolutions'> & { readonly proposals: readonly Proposed[] };

async function propose(
  tx: Transaction,
  by: { readonly parts: CarryingParts; readonly caller: Caller },
  { choice, ...asked }: MatchingAsked,
): Promise<Outcome<Told>> {
  const run = await decidableRun(tx, asked);
  if (!run.ok) return run;
  const chosen = await tx.select().from(reconciliationItemTable).where(itemsWhere(run.value.id, choice)).for('update');
  if (chosen.length === 0) return invalid('No item of the run is chosen by that filter.', ['parts']);
  const fitting: StoredItem[] = [];
  const refused: { number: number; message: string }[] = [];
  for (const item of chosen.toSorted((a, b) => a.number - b.number)) {
    const problem = itemProblem(item, asked.decision);
    if (problem === undefined) fitting.push(item);
    else refused.push({ number: item.number, message: problem.message });
  }
  const proposals: Proposed[] = [];
  for (const items of Map.groupBy(fitting, ({ currency }) => currency).values())
    proposals.push(await proposeResolution(tx, by, { run: run.value, asked, items }));
  return accepted({ proposals, resolved: fitting.length, refused });
}
