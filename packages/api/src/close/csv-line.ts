import { safeCell } from '../price-list/csv-cell.ts';

/** A value of a row as the database gave it; null is an empty cell. */
export type Cell = string | number | boolean | null;

const exact = /^-?\d+(\.\d+)?$/;

/** A line of a CSV, its line feed included. A number stands as it is; of text nothing is ever a formula. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellOf).join(',')}\n`;
}

function cellOf(cell: Cell): string {
  if (cell === null) return '';
  const text = String(cell);
  if (exact.test(text)) return text;
  const safe = safeCell(text);
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
