import type { Outcome, PriceEntryInput, TariffComponentInput } from '@halfpenny/core';
import { cellText } from './csv-cell.ts';
import { componentColumns, entryColumns } from './csv-columns.ts';
import { csvRows, type CsvRow } from '../platform/csv-rows.ts';
import { ListUnderReading, type ListOptions, type Place, type PriceList } from './price-list.ts';

/** A cell that holds something: where it stands, and its text. */
interface Cell {
  readonly place: Place;
  readonly text: string;
}

/** An entry while its rows are read: fields and where each was said, components and where their cells stand. */
interface EntryRows {
  readonly place: Place;
  readonly fields: Map<string, { readonly value: unknown; readonly cell: Cell }>;
  readonly components: { readonly input: Record<string, unknown>; readonly places: ReadonlyMap<string, Place>; readonly place: Place }[];
  broken: boolean;
}

const keyColumns = ['id', 'provider', 'model', 'mode', 'from'] as const;

/**
 * A CSV text of our own columns, in any order → price entries. Rows of one provider, model, mode and start are one entry, a component each; a row that names none of these goes on
 * with the entry above. `from` and `currency` may be left out: then they are those of the options, and USD. Throws `CsvBroken` for what is no CSV.
 */
export async function readCsv(text: AsyncIterable<string>, options: ListOptions): Promise<PriceList> {
  const list = new ListUnderReading();
  const entries = new Map<string, EntryRows>();
  let names: readonly string[] | undefined;
  let above: EntryRows | undefined;
  for await (const row of csvRows(text)) {
    if (names === undefined) names = row.cells.map((name) => name.trim().toLowerCase());
    else above = readRow(cellsOf(row, names), { row, list, entries, above });
  }
  for (const entry of entries.values()) takeEntry(entry, { list, options });
  return list.done();
}

function cellsOf({ line, cells }: CsvRow, names: readonly string[]): ReadonlyMap<string, Cell> {
  const filled = cells.flatMap((cell, index): [string, Cell][] => {
    const text = cellText(cell);
    const name = names[index] ?? '';
    return text === '' ? [] : [[name, { text, place: { line, column: index + 1, at: name === '' ? `column ${index + 1}` : name } }]];
  });
  return new Map(filled);
}

interface RowReading {
  readonly row: CsvRow;
  readonly list: ListUnderReading;
  readonly entries: Map<string, EntryRows>;
  readonly above: EntryRows | undefined;
}

function readRow(cells: ReadonlyMap<string, Cell>, reading: RowReading): EntryRows | undefined {
  const { row, list, entries, above } = reading;
  if (cells.size === 0) return above;
  const key = JSON.stringify(keyColumns.map((name) => cells.get(name)?.text.trim() ?? ''));
  const goesOn = above !== undefined && keyColumns.every((name) => !cells.has(name));
  const place = { line: row.line, column: 1, at: 'row' };
  const entry = goesOn ? above : (entries.get(key) ?? { place, fields: new Map(), components: [], broken: false });
  if (!goesOn) entries.set(key, entry);
  for (const [name, { place: at }] of cells) {
    if (!known.has(name))
      broke(entry, list, { place: at, message: `Nothing reads a column named ${JSON.stringify(at.at)}.`, accepted: [...known] });
  }
  readFields(cells, { entry, list });
  readComponent(cells, { entry, list, place });
  return entry;
}

const known = new Set([...entryColumns, ...componentColumns].map(({ name }) => name));

interface EntryReading {
  readonly entry: EntryRows;
  readonly list: ListUnderReading;
}

function readFields(cells: ReadonlyMap<string, Cell>, { entry, list }: EntryReading): void {
  for (const { name, field, read } of entryColumns) {
    const cell = cells.get(name);
    if (cell === undefined) continue;
    const before = entry.fields.get(field);
    if (before?.cell.text === cell.text) continue;
    const value = read(cell.text);
    if (!value.ok) broke(entry, list, { place: cell.place, message: value.refusal.message });
    else if (before === undefined) entry.fields.set(field, { value: value.value, cell });
    else
      broke(entry, list, {
        place: cell.place,
        message: `${name} is another one than in line ${before.cell.place.line}, and both rows are of one entry: write the same, or nothing.`,
      });
  }
}

function readComponent(cells: ReadonlyMap<string, Cell>, { entry, list, place }: EntryReading & { readonly place: Place }): void {
  const input: Record<string, unknown> = {};
  const places = new Map<string, Place>();
  for (const { name, field, read } of componentColumns) {
    const cell = cells.get(name);
    if (cell === undefined) continue;
    const value: Outcome<unknown> = read(cell.text);
    if (!value.ok) broke(entry, list, { place: cell.place, message: value.refusal.message });
    else input[field] = value.value;
    places.set(field, cell.place);
  }
  if (places.size > 0) entry.components.push({ input, places, place });
}

function broke(
  entry: EntryRows,
  list: ListUnderReading,
  why: { readonly place: Place; readonly message: string; readonly accepted?: readonly string[] },
): void {
  entry.broken = true;
  list.refuse(why.place, why);
}

function takeEntry(
  { place, fields, components, broken }: EntryRows,
  { list, options }: { readonly list: ListUnderReading; readonly options: ListOptions },
): void {
  if (broken) return;
  const said = Object.fromEntries([...fields].map(([field, { value }]) => [field, value])) as Partial<PriceEntryInput>;
  if (said.provider !== undefined && options.providers?.includes(said.provider) === false) return list.leaveOut('another provider');
  if (said.model !== undefined && options.models?.includes(said.model) === false) return list.leaveOut('another model');
  const input = {
    currency: 'USD',
    from: options.from,
    ...said,
    components: components.map((component) => component.input as unknown as TariffComponentInput),
  } as PriceEntryInput;
  list.take(input, place, (path) => placeIn({ fields, components }, path));
}

function placeIn({ fields, components }: Pick<EntryRows, 'fields' | 'components'>, path: readonly string[]): Place | undefined {
  const [field = '', index, part] = path;
  if (field !== 'components') return fields.get(field)?.cell.place;
  const component = components[Number(index)];
  return part === undefined ? component?.place : component?.places.get(part);
}
