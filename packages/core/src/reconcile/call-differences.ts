import { formatInstant } from '../time/instant.ts';
import { formatDecimal } from '../money/decimal.ts';
import { chargeMeters } from './charge-meters.ts';
import type { Call } from './identify-calls.ts';
import type { RecordedCharge, StatedLine } from './read-inputs.ts';
import type { Difference, ItemCause } from './reconciliation.ts';

/** In what a call that is named by its id differs from its charge, the field first that the others follow from: model, mode, size, quality, quantities, amounts. */
export function callDifferences({ charge, lines }: Call): readonly Difference[] {
  if (charge === undefined) return [{ field: 'requestId', expected: null, actual: lines[0]?.line.requestId ?? null }];
  const [first] = lines;
  if (first === undefined) return [{ field: 'requestId', expected: charge.charge.requestIds.join(', '), actual: null }];
  const fields = [currencyDifference(charge, first), ...namedDifferences(charge, first), ...meterDifferences(charge, lines)];
  return fields.filter((difference) => difference !== undefined);
}

const causes: Readonly<Record<string, ItemCause>> = {
  currency: 'other-currency',
  model: 'other-model',
  size: 'wrong-size',
  quality: 'wrong-quality',
  mode: 'price',
};

/** The cause that the first difference names; of those in a meter the quantity, else the price. */
export function causeOf(differences: readonly Difference[]): ItemCause {
  const [first] = differences;
  if (first === undefined) return 'price';
  return causes[first.field] ?? (first.field.endsWith('quantity') ? 'quantity' : 'price');
}

/** The day that a call is stated on, where the provider's midnight does not explain it. */
export function dayDifference({ at }: RecordedCharge, { from, until }: StatedLine, windowNanos: bigint): Difference | undefined {
  if (at >= from - windowNanos && at <= until + windowNanos) return undefined;
  return { field: 'day', expected: formatInstant(at), actual: formatInstant(from) };
}

function currencyDifference({ charge }: RecordedCharge, { line }: StatedLine): Difference | undefined {
  return different('currency', charge.currency, line.amount.currency);
}

function namedDifferences({ charge }: RecordedCharge, { line, meaning }: StatedLine): readonly (Difference | undefined)[] {
  const meant = meaning?.kind === 'usage' ? meaning : undefined;
  const condition = (name: 'size' | 'quality'): string | undefined => line[name] ?? meant?.conditions?.[name]?.[0];
  return [
    different('model', charge.model, meant?.model),
    different('size', charge.size, condition('size')),
    different('quality', charge.quality, condition('quality')),
    different('mode', charge.mode, meant?.mode),
  ];
}

function meterDifferences({ charge }: RecordedCharge, lines: readonly StatedLine[]): readonly (Difference | undefined)[] {
  const whole = lines.find(({ meaning }) => meaning?.kind === 'usage' && meaning.meter === undefined);
  const meters = chargeMeters(charge);
  const quantities = meters.map(({ meter, quantity }) => {
    const stated = whole === undefined ? unitsOf(lines, meter) : whole.usage?.[meter];
    return different(`${meter} quantity`, quantity.toString(), stated?.toString());
  });
  const recorded = meters.reduce((sum, { pico }) => sum + pico, 0n);
  const stated = lines.reduce((sum, { line }) => sum + line.amount.pico, 0n);
  const amounts = whole === undefined ? meters.map(({ meter, pico }) => amountDifference(lines, meter, pico)) : [];
  return [...quantities, ...amounts, different('amount', formatDecimal(recorded), formatDecimal(stated))];
}

function amountDifference(lines: readonly StatedLine[], meter: string, amount: bigint): Difference | undefined {
  const of = lines.filter(({ meaning }) => meaning?.kind === 'usage' && meaning.meter === meter);
  if (of.length === 0) return { field: `${meter} amount`, expected: formatDecimal(amount), actual: null };
  return different(`${meter} amount`, formatDecimal(amount), formatDecimal(of.reduce((sum, { line }) => sum + line.amount.pico, 0n)));
}

function unitsOf(lines: readonly StatedLine[], meter: string): bigint | undefined {
  let sum: bigint | undefined;
  for (const { meaning, quantity } of lines) {
    if (meaning?.kind === 'usage' && meaning.meter === meter && quantity !== undefined) sum = (sum ?? 0n) + quantity;
  }
  return sum;
}

/** A field that one side does not name tells nothing. */
function different(field: string, expected: string | undefined, actual: string | undefined): Difference | undefined {
  return expected === undefined || actual === undefined || expected === actual ? undefined : { field, expected, actual };
}

/** Minutes as nanoseconds. */
export function windowOf(minutes: number): bigint {
  return BigInt(minutes) * 60_000_000_000n;
}
