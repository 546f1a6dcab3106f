/** What is wrong with a cell, or what must be confirmed of it. */
export interface CellProblem {
  /** Identifies the row and the column; the empty column: the row as a whole. */
  readonly rowId: string;
  readonly column: string;
  readonly severity: 'error' | 'confirm';
  readonly message: string;
  /** What would be taken instead, the nearest first. */
  readonly accepted: readonly string[];
}

/** Problems by row and column, the gravest of each cell first. */
export type CellProblems = ReadonlyMap<string, CellProblem>;

/** The key of a cell among problems. */
export function cellKey(rowId: string, column: string): string {
  return `${rowId} ${column}`;
}

/** Problems as a sheet looks them up: of several of one cell, an error goes before what is to be confirmed. */
export function byCell(problems: readonly CellProblem[]): CellProblems {
  const found = new Map<string, CellProblem>();
  for (const problem of problems) {
    const key = cellKey(problem.rowId, problem.column);
    if (found.get(key)?.severity !== 'error') found.set(key, problem);
  }
  return found;
}
