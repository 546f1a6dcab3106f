import { checkDrafts, parseInstant } from '@halfpenny/core';
import type { CheckedDrafts, KnownPrice, PriceDraft, PriceEntry } from '@halfpenny/core';
import type { CellProblem } from '../grid/cell-problem.ts';
import { actionOf, draftOfRow } from './draft-row.ts';
import type { DraftRow } from './draft-row.ts';
import { placeProblem } from './place-problem.ts';

/** What the engine says of the rows: each problem at its cell, and what publication would do. */
export interface CheckedRows extends CheckedDrafts {
  readonly cells: readonly CellProblem[];
  /** Those of further prices and of factors, at their lines. */
  readonly lines: readonly CellProblem[];
  /** What providers take, where the rows are of a sell book: what its margins are over. */
  readonly costs: readonly PriceEntry[];
}

/** The book that rows would change, as it is known now. */
export interface CheckedPlace {
  readonly known: readonly KnownPrice[];
  readonly costs: readonly PriceEntry[];
  readonly now: string;
}

/** Checks rows against the book by the same functions that the service publishes by, at once and without asking anybody. */
export function checkRows(rows: readonly DraftRow[], { known, costs, now }: CheckedPlace): CheckedRows {
  const at = parseInstant(now);
  if (!at.ok) throw new Error('The clock tells an instant.');
  const drafts = rows.map((row): PriceDraft => ({ ...draftOfRow(row), action: actionOf(row) }));
  const checked = checkDrafts({ known, drafts, at: at.value });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const placed = checked.problems.flatMap((problem) => placeProblem(problem, byId.get(problem.draftId)));
  return {
    ...checked,
    costs,
    cells: placed.filter(({ line }) => !line).map(({ cell }) => cell),
    lines: placed.filter(({ line }) => line).map(({ cell }) => cell),
  };
}
