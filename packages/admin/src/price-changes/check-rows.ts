import { checkDrafts, parseInstant } from '@halfpenny/core';
import type { CheckedDrafts, DraftProblem, KnownPrice, PriceDraft } from '@halfpenny/core';
import type { CellProblem } from '../grid/cell-problem.ts';
import { actionOf, draftOfRow, entryOfRow } from './draft-row.ts';
import type { DraftRow } from './draft-row.ts';
import { suggestInstant } from './suggest-instant.ts';

/** What the engine says of the rows: each problem at its cell, and what publication would do. */
export interface CheckedRows extends CheckedDrafts {
  readonly cells: readonly CellProblem[];
  /** Those of further prices, at their lines. */
  readonly lines: readonly CellProblem[];
}

/** Checks rows against the book by the same functions that the service publishes by, at once and without asking anybody. */
export function checkRows(rows: readonly DraftRow[], known: readonly KnownPrice[], now: string): CheckedRows {
  const at = parseInstant(now);
  if (!at.ok) throw new Error('The clock tells an instant.');
  const drafts = rows.map((row): PriceDraft => ({ ...draftOfRow(row), action: actionOf(row) }));
  const checked = checkDrafts({ known, drafts, at: at.value });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const placed = checked.problems.flatMap((problem) => placeProblem(problem, byId.get(problem.draftId)));
  return {
    ...checked,
    cells: placed.filter(({ line }) => !line).map(({ cell }) => cell),
    lines: placed.filter(({ line }) => line).map(({ cell }) => cell),
  };
}

interface Placed {
  readonly cell: CellProblem;
  /** Whether it is at a line of the further prices. */
  readonly line: boolean;
}

function placeProblem(problem: DraftProblem, row: DraftRow | undefined): readonly Placed[] {
  if (row === undefined) return [];
  const { severity, message } = problem;
  const [field = '', index = '', part = ''] = problem.field.split('.');
  if (field === 'components' && index !== '') {
    const place = entryOfRow(row).places[Number(index)];
    if (place !== undefined && 'further' in place) {
      const column = part === 'when' ? 'conditions' : part || 'price';
      return [
        { line: true, cell: { rowId: place.further, column, severity, message, accepted: problem.accepted } },
        { line: false, cell: { rowId: row.id, column: 'further', severity, message, accepted: [] } },
      ];
    }
    if (place !== undefined)
      return [{ line: false, cell: { rowId: row.id, column: place.column, severity, message, accepted: problem.accepted } }];
  }
  const column = columnOf(field);
  const typed = row.cells[column] ?? '';
  const guess = problem.accepted.length === 0 && ['from', 'until'].includes(column) ? suggestInstant(typed) : undefined;
  return [{ line: false, cell: { rowId: row.id, column, severity, message, accepted: guess === undefined ? problem.accepted : [guess] } }];
}

/** The column in which a field of a draft stands; what has none stands beside the action. */
function columnOf(field: string): string {
  if (field === 'endsAt') return 'until';
  if (field === 'components') return 'image_output';
  return ['provider', 'model', 'mode', 'currency', 'from', 'until', 'source', 'checkedOn', 'note'].includes(field) ? field : 'action';
}
