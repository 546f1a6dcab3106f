import type { Readable } from 'node:stream';
import { priceEntryInput, type PriceEntry } from '@halfpenny/core';
import { stringify } from 'csv-stringify';
import { safeCell } from './csv-cell.ts';
import { columnNames, componentColumns, entryColumns } from './csv-columns.ts';

/**
 * Entries → CSV, a row a component, as a stream of text: RFC 4180, UTF-8, the names of the columns first. An entry based on another has one row, without a meter. No cell is one
 * that a spreadsheet would run. `readCsv` reads the same entries from it.
 */
export function writeCsv(entries: Iterable<PriceEntry>): Readable {
  const csv = stringify({ header: true, columns: [...columnNames], record_delimiter: '\r\n' });
  const rows = rowsOf(entries);
  const pump = (): void => {
    for (let row = rows.next(); ; row = rows.next()) {
      if (row.done === true) return void csv.end();
      if (!csv.write(row.value)) return void csv.once('drain', pump);
    }
  };
  pump();
  return csv;
}

function* rowsOf(entries: Iterable<PriceEntry>): Generator<readonly string[], undefined> {
  for (const entry of entries) {
    const input = priceEntryInput(entry);
    const shared = new Map(entryColumns.map(({ name, write }) => [name, write(input)]));
    for (const component of input.components.length === 0 ? [undefined] : input.components) {
      const own = new Map(component === undefined ? [] : componentColumns.map(({ name, write }) => [name, write(component)]));
      yield columnNames.map((name) => safeCell(own.get(name) ?? shared.get(name) ?? ''));
    }
  }
}
