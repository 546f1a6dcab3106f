/** What a column holds: text of anybody; a word of our own or an id, in which no cell needs quotes; an exact decimal of at most 12 places; a whole second, UTC. */
export type ColumnKind = 'text' | 'word' | 'decimal' | 'instant';

/** A column of an export: null where a row has nothing to say, never a placeholder. */
export interface Column<Row> {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly value: (row: Row) => string | null;
  /** Whether all rows that belong together, such as those of a transaction, say the same. */
  readonly shared: boolean;
}

/** A column of a table, in which each row speaks for itself. */
export function column<Row>(name: string, kind: ColumnKind, value: (row: Row) => string | null): Column<Row> {
  return { name, kind, value, shared: false };
}

/** A function of one text that remembers its last answer: rows behind each other mostly say the same. */
export function remembering<Answer>(make: (text: string) => Answer): (text: string) => Answer {
  let last: { readonly text: string; readonly answer: Answer } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, answer: make(text) };
    return last.answer;
  };
}
