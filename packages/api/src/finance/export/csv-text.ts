import { sql, type SQL } from 'drizzle-orm';
import type { LineColumn } from './line-columns.ts';
import type { LineCell } from './line-question.ts';

/**
 * What writes the cells of a row of CSV in the database itself, to the byte as `csvBytes` does: so that no row is an object on the way, and as many lines a second are written
 * as the database reads.
 */
export function csvCells(columns: readonly LineColumn[]): readonly LineCell[] {
  return columns.map(({ kind, field }) => ({ field, text: kind === 'text' ? textCell : (value) => value }));
}

/** Most text is plain, and is written as it is. */
function textCell(value: SQL): SQL {
  return sql`CASE WHEN ${value} ~ '^[A-Za-z0-9][A-Za-z0-9 ._/:-]*$' THEN ${value} ELSE ${quoted(safe(value))} END`;
}

const blanks = String.raw`\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff`;
/** What a cell of text begins with that a spreadsheet would take for a formula: a pattern of PostgreSQL. */
export const live = String.raw`^'*(?:[${blanks}]*[=+@＝＋－＠-]|[\t\r\n])`;

/** As `safeCell` has it, with the blanks that its pattern knows. */
function safe(value: SQL): SQL {
  return sql`CASE WHEN ${value} ~ ${live}::text THEN '''' || ${value} ELSE ${value} END`;
}

function quoted(value: SQL): SQL {
  return sql`CASE WHEN ${value} ~ ${'[",\r\n]'}::text THEN '"' || replace(${value}, '"', '""') || '"' ELSE ${value} END`;
}
