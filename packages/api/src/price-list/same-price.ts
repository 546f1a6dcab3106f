import { priceEntryInput, type PriceEntry } from '@halfpenny/core';

/** Whether two entries charge the same, whatever their periods, their sources and the order of their components. */
export function isSamePrice(one: PriceEntry, other: PriceEntry): boolean {
  return priceText(one) === priceText(other);
}

function priceText(entry: PriceEntry): string {
  const {
    id: _id,
    from: _from,
    until: _until,
    source: _source,
    checkedOn: _checkedOn,
    note: _note,
    components,
    ...price
  } = priceEntryInput(entry);
  return ordered({ ...price, components: components.map(ordered).toSorted() });
}

/** JSON with the names of its objects in order. */
function ordered(value: unknown): string {
  return JSON.stringify(value, (_name, each: unknown) => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
