import type { Area, Place } from './sheet.ts';

/** How large a sheet is. */
interface Size {
  readonly rows: number;
  readonly columns: number;
}

const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-12, 0],
  PageDown: [12, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

/** What is held down with a key. */
interface Held {
  readonly shift: boolean;
  /** Control, or Command: Home and End then go to the first and last row too. */
  readonly control: boolean;
}

/** The area after a key that moves: Shift holds its first corner where it was. Undefined for a key that moves nothing. */
export function movedArea(key: string, area: Area, size: Size, { shift, control }: Held): Area | undefined {
  const move = moves[key];
  if (move === undefined) return undefined;
  const far = control && (key === 'Home' || key === 'End');
  const to = within({ row: area.to.row + (far ? move[1] : move[0]), column: area.to.column + move[1] }, size);
  return { from: shift ? area.from : to, to };
}

/** A place moved to the nearest one that the sheet has. */
export function within({ row, column }: Place, { rows, columns }: Size): Place {
  return { row: Math.min(Math.max(row, 0), rows - 1), column: Math.min(Math.max(column, 0), columns - 1) };
}
