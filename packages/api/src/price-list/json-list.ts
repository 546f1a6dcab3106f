import { accepted, refused, priceEntryInput, type Outcome, type PriceEntry, type PriceEntryInput } from '@halfpenny/core';
import { itemsOf, membersOf, plainValue, readJson, type Located } from './json-document.ts';
import { ListUnderReading, type ListOptions, type Place, type PriceList } from './price-list.ts';

const format = 'halfpenny-price-list';

/** Entries → JSON, as a stream of text: `{"format": "halfpenny-price-list", "version": 1, "entries": […]}`, prices as text. `readJsonList` reads the same entries from it. */
export function* writeJsonList(entries: Iterable<PriceEntry>): Generator<string> {
  yield `{\n  "format": "${format}",\n  "version": 1,\n  "entries": [`;
  let between = '\n    ';
  for (const entry of entries) {
    yield between + JSON.stringify(priceEntryInput(entry));
    between = ',\n    ';
  }
  yield '\n  ]\n}\n';
}

/** Our own JSON, or a bare list of entries → price entries. Refuses what is no JSON and what says that it is of another format or version. */
export function readJsonList(text: string, options: ListOptions): Outcome<PriceList> {
  const document = readJson(text);
  if (!document.ok) return document;
  const members = membersOf(document.value);
  const entries = itemsOf(document.value) ?? itemsOf(members?.get('entries') ?? { ...document.value, value: null });
  const isOurs =
    members === undefined || (members.get('format')?.value === format && plainValue(members.get('version') ?? document.value) === 1);
  if (entries === undefined || !isOurs)
    return refused({
      code: 'invalid-price-list',
      message: `A JSON price list has the format "${format}", version 1, and a list of entries.`,
    });
  const list = new ListUnderReading();
  for (const entry of entries) takeEntry(entry, { list, options });
  return accepted(list.done());
}

function takeEntry(entry: Located, { list, options }: { readonly list: ListUnderReading; readonly options: ListOptions }): void {
  const input = plainValue(entry) as PriceEntryInput;
  if (options.providers?.includes(input.provider) === false) return list.leaveOut('another provider');
  if (options.models?.includes(input.model) === false) return list.leaveOut('another model');
  list.take(input, entry.place, (path) => placeAt(entry, path));
}

function placeAt(from: Located, path: readonly string[]): Place | undefined {
  const found = path.reduce<Located | undefined>((at, step) => {
    return at === undefined ? undefined : (membersOf(at)?.get(step) ?? itemsOf(at)?.[Number(step)]);
  }, from);
  return found?.place;
}
