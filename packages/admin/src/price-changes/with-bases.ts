import { withCell } from '../grid/sheet.ts';
import type { DraftRow } from './draft-row.ts';

/** In a sell book a factor is mostly one over cost: a row that has a factor and does not say of what is given that base, in its cell for everybody to see. */
export function withBases(rows: readonly DraftRow[], book: string): readonly DraftRow[] {
  if (book === 'cost') return rows;
  return rows.map((row) => {
    const { factor = '', basedOn = '' } = row.cells;
    return factor !== '' && basedOn === '' ? withCell(row, 'basedOn', 'cost') : row;
  });
}
