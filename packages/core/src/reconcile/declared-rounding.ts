import { mustHold } from '../refusal/must-hold.ts';
import { parseDecimal } from '../money/decimal.ts';
import { divideHalfEven } from '../money/rounding.ts';
import { unreachable } from '../refusal/invariant.ts';
import { parseInstant } from '../time/instant.ts';
import type { PeriodCell } from './gather-cells.ts';
import type { DeclaredRounding } from './reconcile-policy.ts';
import type { Scope } from './scope.ts';
import { amountAt, type UnitPrice } from './unit-price.ts';

/**
 * What rounding as the provider declares it makes of an amount: (W under it) − W, in picounits; zero where none is declared. Declared for lines it is done line by line,
 * where the lines say their units.
 */
export function declaredRounding(
  { read }: Scope,
  cell: PeriodCell,
  { price, worth }: { readonly price: UnitPrice; readonly worth: bigint },
): bigint {
  const rounding = read.inputs.policy.roundings.find(({ from, until }) => {
    const begins = mustHold(parseInstant(from));
    return begins <= read.period.from && (until === null || read.period.from < mustHold(parseInstant(until)));
  });
  if (rounding === undefined) return 0n;
  const lines = cell.cells.flatMap((one) => one.lines);
  if (rounding.level === 'line' && lines.length > 1 && lines.every(({ quantity }) => quantity !== undefined)) {
    return lines.reduce((sum, { quantity }) => sum + roundedBy(rounding, amountAt(price, quantity ?? 0n)), 0n);
  }
  return roundedBy(rounding, worth);
}

/** How much rounding adds to an amount: 0.126 to cents, half up, 0.004. */
function roundedBy({ unit, mode }: DeclaredRounding, amount: bigint): bigint {
  const step = mustHold(parseDecimal(unit));
  return roundTo(amount, step, mode) * step - amount;
}

function roundTo(amount: bigint, step: bigint, mode: DeclaredRounding['mode']): bigint {
  const down = amount / step - (amount % step < 0n ? 1n : 0n);
  const rest = amount - down * step;
  switch (mode) {
    case 'half-even':
      return divideHalfEven(amount, step).quotient;
    case 'half-up':
      return 2n * rest >= step ? down + 1n : down;
    case 'up':
      return rest > 0n ? down + 1n : down;
    case 'down':
      return down;
    default:
      return unreachable(mode);
  }
}
