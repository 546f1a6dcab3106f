import { plainObject } from '../refusal/plain-object.ts';
import { mostPressing, type Refusal } from '../refusal/refusal.ts';
import { priceEntry, type PriceEntryInput } from '../price-book/price-entry.ts';

type Fields = Readonly<Record<string, unknown>>;

const goodComponent: Fields = { meter: 'image', price: '1', per: 1 };
const good: Fields = { provider: 'x', model: 'x', mode: 'realtime', currency: 'USD', from: '2026-01-01', components: [goodComponent] };
const required = ['provider', 'model', 'mode', 'currency', 'from', 'components'];

/** A drafted entry without what was left empty: a cell without text says nothing. An id is given when it is published. */
export function filledIn(entry: unknown): Fields {
  const { id: _id, ...fields } = plainObject(entry) ?? {};
  const components = Array.isArray(fields['components']) ? fields['components'].map((each) => withoutEmpty(plainObject(each) ?? each)) : [];
  return { ...(withoutEmpty(fields) as Fields), components };
}

/**
 * Everything that is wrong with the fields of an entry, each by itself, at its path. Each field is tried in an entry that is good but for it, so that one wrong cell hides no other;
 * last comes what is wrong with them together.
 */
export function fieldProblems(entry: Fields): readonly Refusal[] {
  const single = Object.keys(entry).filter((field) => !['from', 'until', 'components', 'basedOn', 'kind'].includes(field));
  const missing = required.filter((field) => entry[field] === undefined);
  const found = [
    ...missing.map((field) => tried({ ...good, [field]: undefined })),
    ...single.map((field) => tried({ ...good, [field]: entry[field] })),
    tried({ ...good, from: entry['from'] ?? good['from'], ...('until' in entry && { until: entry['until'] }) }),
    'until' in entry ? tried({ ...good, from: '0001-01-01', until: entry['until'] }) : undefined,
    'basedOn' in entry
      ? undefined
      : tried({ ...good, components: (entry['components'] as readonly unknown[]).length === 0 ? [] : good['components'] }),
    ...componentProblems(entry),
    tried(entry),
  ].filter((refusal) => refusal !== undefined);
  const pressing = mostPressing(found);
  if (pressing === undefined) return [];
  const { others = [], ...first } = pressing;
  return onePerField([first, ...others]);
}

function componentProblems(entry: Fields): readonly (Refusal | undefined)[] {
  const components = entry['components'] as readonly unknown[];
  return components.flatMap((component, index) => {
    const fields = plainObject(component);
    if (fields === undefined) return [tried({ ...good, components: [component] }, index)];
    const alone = Object.keys(goodComponent).map((field) =>
      tried({ ...good, components: [{ ...goodComponent, [field]: fields[field] }] }, index),
    );
    return [...alone, tried({ ...good, components: [component], ...('credit' in entry && { credit: entry['credit'] }) }, index)];
  });
}

function tried(entry: Fields, index?: number): Refusal | undefined {
  const read = priceEntry(entry as unknown as PriceEntryInput);
  if (read.ok) return undefined;
  const { path } = read.refusal;
  return index === undefined || path[0] !== 'components'
    ? read.refusal
    : { ...read.refusal, path: ['components', String(index), ...path.slice(2)] };
}

/** The first that is said of a field stands for all: the others say the same in other words. */
function onePerField(refusals: readonly Refusal[]): readonly Refusal[] {
  return [...new Map(refusals.toReversed().map((refusal) => [refusal.path.join('.'), refusal])).values()].toReversed();
}

function withoutEmpty(value: unknown): unknown {
  const fields = plainObject(value);
  if (fields === undefined) return value;
  return Object.fromEntries(Object.entries(fields).filter(([, each]) => each !== null && each !== undefined && each !== ''));
}
