import { compareTexts } from './read-inputs.ts';
import type { ReconcileInputs } from './reconcile-inputs.ts';

/**
 * The inputs of a run as lines of text, one order and one spelling for equal inputs: what their hash is taken over. Versions, map, policy, K and engine version are part
 * of it. One line at a time, so that a long statement is never held twice.
 */
export function* canonicalInputs(inputs: ReconcileInputs): Generator<string> {
  const { lines, charges, witness, map, prices, versions, openDays, invoice, ...rest } = inputs;
  yield canonical(rest);
  for (const [name, list] of Object.entries({ lines, charges, witness, map, prices, versions, openDays, ...invoiceLists(invoice) })) {
    yield `${name} ${list.length}`;
    yield* ordered(list);
  }
}

/** Without an invoice as before there were invoices. */
function invoiceLists(invoice: ReconcileInputs['invoice']) {
  return invoice === undefined ? {} : { invoice: invoice.lines, invoiced: invoice.spans };
}

/** What has an id in the order of ids, one after the other; the rest, which is short, in the order of its spelling. */
function* ordered(list: readonly unknown[]): Generator<string> {
  const ids = list.filter(hasId);
  if (ids.length < list.length || new Set(ids.map(({ id }) => id)).size < list.length) {
    yield* list.map(canonical).toSorted(compareTexts);
    return;
  }
  for (const one of ids.toSorted((a, b) => compareTexts(a.id, b.id))) yield canonical(one);
}

function hasId(one: unknown): one is { readonly id: string } {
  return typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string';
}

/** JSON with its names in order, whole numbers as digits, and nothing for what is absent. */
function canonical(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields
    .toSorted(([a], [b]) => compareTexts(a, b))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`)
    .join(',')}}`;
}
