import type { DraftProblem } from '@halfpenny/core';
import type { CellProblem } from '../grid/cell-problem.ts';
import { entryOfRow } from './draft-row.ts';
import type { DraftRow } from './draft-row.ts';
import { furtherColumnOf } from './further-price.ts';
import { suggestInstant } from './suggest-instant.ts';

/** A problem where it stands: in a cell of the row, or on a line under it. */
export interface PlacedProblem {
  readonly cell: CellProblem;
  /** Whether it is at a line of the further prices or of the factors. */
  readonly line: boolean;
}

/** Where a problem of a row stands. What is wrong with a line is told at the row as well, so that nobody misses it. */
export function placeProblem(problem: DraftProblem, row: DraftRow | undefined): readonly PlacedProblem[] {
  if (row === undefined) return [];
  const { severity, message, accepted } = problem;
  const [field = '', index = '', part = ''] = problem.field.split('.');
  const at = (rowId: string, column: string, line = false, meant = accepted): PlacedProblem => ({
    line,
    cell: { rowId, column, severity, message, accepted: meant },
  });
  const { places, factorPlaces } = entryOfRow(row);
  if (field === 'components' && index !== '') {
    const place = places[Number(index)];
    if (place !== undefined && 'column' in place) return [at(row.id, place.column)];
    if (place !== undefined) return [at(place.further, furtherColumnOf(part), true), at(row.id, 'further', false, [])];
  }
  const factor = field === 'modifiers' && index !== '' ? factorPlaces[Number(index)] : undefined;
  if (factor !== undefined)
    return [at(factor, part === 'when' ? 'conditions' : part || 'multiply', true), at(row.id, 'factors', false, [])];
  const column = columnOf(field, index);
  const typed = row.cells[column] ?? '';
  const guess = accepted.length === 0 && ['from', 'until'].includes(column) ? suggestInstant(typed) : undefined;
  return [at(row.id, column, false, guess === undefined ? accepted : [guess])];
}

/** The column in which a field of a draft stands; what has none stands beside the action. */
function columnOf(field: string, part: string): string {
  if (field === 'endsAt') return 'until';
  if (field === 'components') return 'image_output';
  if (field === 'minimumCharge') return 'minimum';
  if (field === 'basedOn') return part === 'multiply' ? 'factor' : 'basedOn';
  return ['provider', 'model', 'mode', 'currency', 'credit', 'sizeTiers', 'from', 'until', 'source', 'checkedOn', 'note'].includes(field)
    ? field
    : 'action';
}
