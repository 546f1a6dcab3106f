import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { countedLines, type CountingCase } from './counted-lines.ts';
import type { RatedComponent } from './rated-tariff.ts';

/** The end of a range that is looked for. */
export type Extreme = 'least' | 'most';

/** Quantities of one meter, both ends in it. */
export interface QuantityRange {
  readonly least: bigint;
  readonly most: bigint;
}

/** A quantity, and the usage so far it goes on from where that was not given. */
export interface ChosenQuantity {
  readonly quantity: bigint;
  readonly start: bigint | undefined;
}

/**
 * The quantity within a range, and the usage so far where it is not given, that cost the least or the most. Between two bounds of tiers a cost only rises with the
 * quantity and changes evenly with the usage so far, so only the ends of the range and the bounds are tried.
 */
export function extremeOf(
  rated: RatedComponent,
  range: QuantityRange,
  found: CountingCase & { readonly extreme: Extreme },
): Outcome<ChosenQuantity> {
  const { meter, counted } = rated.component;
  const isPriorUnknown = counted === 'per-period' && found.priorUsage === undefined;
  const copies = counted === 'per-image' ? (found.usage['image'] ?? 1n) : 1n;
  const known = counted === 'per-period' ? (found.priorUsage?.[meter] ?? 0n) : 0n;
  let best: { readonly chosen: ChosenQuantity; readonly pico: bigint } | undefined;
  for (const quantity of quantitiesToTry(rated, range, { copies, known })) {
    for (const start of isPriorUnknown ? startsToTry(rated, quantity) : [undefined]) {
      const priorUsage = start === undefined ? found.priorUsage : { [meter]: start };
      const lines = countedLines(rated, quantity, { ...found, priorUsage });
      if (!lines.ok) return lines;
      const pico = lines.value.reduce((sum, { amount }) => sum + amount.pico, 0n);
      if (best === undefined || (found.extreme === 'least' ? pico < best.pico : pico > best.pico))
        best = { chosen: { quantity, start }, pico };
    }
  }
  return best === undefined
    ? refused({ code: 'invalid-usage', path: ['usage', meter], message: `No quantity of ${meter} lies in the range.` })
    : accepted(best.chosen);
}

function quantitiesToTry(
  { component, tiers }: RatedComponent,
  { least, most }: QuantityRange,
  { copies, known }: { readonly copies: bigint; readonly known: bigint },
) {
  const block = component.block ?? 1n;
  const shares = tiers.flatMap(({ upTo }) => {
    if (upTo === undefined || upTo < known) return [];
    const whole = ((upTo - known) / block) * block;
    return [whole, whole + 1n, upTo, upTo + 1n];
  });
  const inner = shares.map((share) => share * (copies === 0n ? 1n : copies)).filter((quantity) => quantity > least && quantity < most);
  return new Set([least, ...inner, most]);
}

function startsToTry({ component, tiers }: RatedComponent, quantity: bigint): ReadonlySet<bigint> {
  const block = component.block ?? 1n;
  const billed = ((quantity + block - 1n) / block) * block;
  const bounds = tiers.flatMap(({ upTo }) => (upTo === undefined ? [] : [upTo - billed, upTo - billed + 1n, upTo]));
  return new Set([0n, ...bounds.filter((start) => start > 0n)]);
}
