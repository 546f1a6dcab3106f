/** What a column holds: text; an exact decimal of at most 12 places; a whole second, UTC. */
export type ColumnKind = 'text' | 'decimal' | 'instant';

/** A column of an export: null where a row has nothing to say, never a placeholder. */
export interface Column<Row> {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly value: (row: Row) => string | null;
}

/** A column of a table. */
export function column<Row>(name: string, kind: ColumnKind, value: (row: Row) => string | null): Column<Row> {
  return { name, kind, value };
}
