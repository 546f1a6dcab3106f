/** A column of a sheet. */
export interface SheetColumn {
  readonly key: string;
  readonly label: string;
  /** What is said of it beyond its label, in the head's tooltip. */
  readonly hint?: string;
  /** Width in rem. */
  readonly width: number;
  /** Whether figures stand in it, at its end. */
  readonly end?: boolean;
  /** Whether it stays in sight while the others scroll by; such columns come first. */
  readonly pinned?: boolean;
  /** What is offered while typing; anything may be typed. */
  readonly choices?: readonly string[];
}

/** A row of a sheet: texts by column. It is never edited; a changed row is a new one. */
export interface SheetRow {
  readonly id: string;
  readonly cells: Readonly<Record<string, string>>;
}

/** A cell by its row's and its column's place. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** The cells from one to another, both included, whichever comes first. */
export interface Area {
  readonly from: Place;
  readonly to: Place;
}

/** An area with its first and last rows and columns in order. */
export function bounds({ from, to }: Area): {
  readonly top: number;
  readonly bottom: number;
  readonly start: number;
  readonly end: number;
} {
  const [top, bottom] = [Math.min(from.row, to.row), Math.max(from.row, to.row)];
  return { top, bottom, start: Math.min(from.column, to.column), end: Math.max(from.column, to.column) };
}

/** A row with one text put in. */
export function withCell<Row extends SheetRow>(row: Row, key: string, text: string): Row {
  return row.cells[key] === text ? row : { ...row, cells: { ...row.cells, [key]: text } };
}

/** What putting texts into a sheet came to. */
interface Filled<Row> {
  readonly rows: readonly Row[];
  readonly area: Area;
}

/** How a sheet is filled: its rows and columns, where, with what, and how a row comes to be where there are not enough. */
export interface Filling<Row extends SheetRow> {
  readonly rows: readonly Row[];
  readonly columns: readonly SheetColumn[];
  readonly area: Area;
  readonly lines: readonly (readonly string[])[];
  readonly newRow: () => Row;
}

/**
 * Puts lines of texts into a sheet from the first cell of an area on, with further rows where there are not enough; what would be beyond the last
 * column is left out. A single text fills the whole area.
 */
export function fillCells<Row extends SheetRow>({ rows, columns, area, lines, newRow }: Filling<Row>): Filled<Row> {
  const { top, bottom, start, end } = bounds(area);
  const single = lines.length === 1 && lines[0]?.length === 1 ? lines[0][0] : undefined;
  const given = single === undefined ? lines : Array.from({ length: bottom - top + 1 }, () => Array<string>(end - start + 1).fill(single));
  const filled = [...rows];
  for (const [index, line] of given.entries()) {
    let row = filled[top + index] ?? newRow();
    for (const [offset, text] of line.entries()) {
      const column = columns[start + offset];
      if (column !== undefined) row = withCell(row, column.key, text);
    }
    filled[top + index] = row;
  }
  const widest = Math.max(...given.map(({ length }) => length));
  const last = { row: top + given.length - 1, column: Math.min(start + widest, columns.length) - 1 };
  return { rows: filled, area: { from: { row: top, column: start }, to: last } };
}

/** The texts of an area, line by line. */
export function cellsOf(rows: readonly SheetRow[], columns: readonly SheetColumn[], area: Area): readonly (readonly string[])[] {
  const { top, bottom, start, end } = bounds(area);
  return rows.slice(top, bottom + 1).map((row) => columns.slice(start, end + 1).map(({ key }) => row.cells[key] ?? ''));
}
