import { accepted, type Outcome } from '../refusal/refusal.ts';
import { formatInstant, parseInstant, type Instant } from '../time/instant.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { dayNumber, type Placing } from './cell-place.ts';
import { findGrain } from './find-grain.ts';
import { findMidnights } from './find-midnights.ts';
import { identifyCalls } from './identify-calls.ts';
import { knownPrices } from './known-prices.ts';
import { compareTexts, readInputs, type ReadInputs } from './read-inputs.ts';
import { reconcileCurrency } from './reconcile-currency.ts';
import type { ReconcileInputs } from './reconcile-inputs.ts';
import type { Reconciliation } from './reconciliation.ts';
import type { Scope } from './scope.ts';
import { repeatedAggregates } from './take-duplicates.ts';

/**
 * Holds a statement against the ledger. Who is whom is decided over all currencies; what differs, currency by currency. The answer is the same for the same inputs in
 * whatever order, its items sum to the parts and the parts to T − L. Refuses inputs that cannot be read.
 */
export function reconcile(inputs: ReconcileInputs): Outcome<Reconciliation> {
  const read = readInputs(inputs);
  if (!read.ok) return read;
  const identified = identifyCalls(read.value);
  const placing = { identified, grain: findGrain(read.value, identified) };
  const surplus = [...identified.repeatedLines, ...repeatedAggregates(read.value, placing, read.value.lines)];
  const scopes = scopesOf(read.value, placing, new Set(surplus));
  const done = scopes.scopes.map((scope) => reconcileCurrency(scope, surplus));
  return accepted({
    currencies: done.map(({ variance }) => variance),
    items: done.flatMap(({ items }) => items),
    matches: done.flatMap(({ matches }) => matches),
    doubts: done.flatMap(({ doubts }) => doubts).toSorted((a, b) => compareTexts(a.charge, b.charge)),
    midnights: [...scopes.midnights].map(([midnight, found]) => ({
      midnight: formatInstant(midnight as Instant),
      found: formatInstant(found as Instant),
    })),
    coveredCharges: [...new Set(done.flatMap(({ covered }) => covered))].toSorted(compareTexts),
    unmapped: unmappedTexts(read.value),
  });
}

function scopesOf(read: ReadInputs, placing: Placing, surplus: ReadonlySet<ReadInputs['lines'][number]>) {
  const lines = read.lines.filter((line) => !surplus.has(line));
  const usage = lines.filter(({ meaning }) => meaning?.kind === 'usage');
  const midnights = findMidnights(read, placing, usage);
  const charges = read.charges.filter((charge) => !placing.identified.repeatedCharges.has(charge));
  const currencies = [
    ...new Set([
      ...[...read.lines, ...read.invoice].map(({ line }) => line.amount.currency),
      ...read.charges.map(({ charge }) => charge.currency),
    ]),
  ];
  const openDays = new Set(read.inputs.openDays.map((day) => dayNumber(mustHold(parseInstant(day)))));
  const shared = { ...placing, read, midnights, openDays, prices: knownPrices(read.inputs.prices) };
  const scopes = currencies.toSorted(compareTexts).map((currency): Scope => ({
    ...shared,
    currency,
    lines: lines.filter(({ line }) => line.amount.currency === currency),
    charges: charges.filter(({ charge }) => charge.currency === currency),
  }));
  return { scopes, midnights };
}

function unmappedTexts({ lines }: ReadInputs): readonly string[] {
  const unmapped = lines.filter(({ meaning, inPeriod }) => meaning === undefined && inPeriod);
  return [...new Set(unmapped.map(({ line }) => line.key.lineItem))].toSorted(compareTexts);
}
