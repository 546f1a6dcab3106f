import { wholeCall } from './cell-place.ts';
import { priceInForce } from './known-prices.ts';
import { makeItem } from './make-item.ts';
import type { RecordedCharge } from './read-inputs.ts';
import { takeRecorded, takeStated, type Cell } from './remainder.ts';
import type { DoubtFinding, ReconciliationItem } from './reconciliation.ts';
import { isCarried, type Scope } from './scope.ts';
import { amountAt, unitPrice, type UnitPrice } from './unit-price.ts';

/** A doubt or estimate that a statement shows, with the units it shows of it in each cell. */
export interface ShownDoubt {
  readonly recorded: RecordedCharge;
  readonly by: DoubtFinding['by'];
  readonly shown: readonly ShownUnits[];
  /** Others of its kind could have been it. */
  readonly byCount: boolean;
}

/** Units of a meter that a cell shows of a doubt. Without a quantity: money alone, all that the cell still states. */
export interface ShownUnits {
  readonly cell: Cell;
  readonly meter: string;
  readonly quantity: bigint | undefined;
}

/** A finding and the item that says it. */
export interface SettledDoubt {
  readonly finding: DoubtFinding;
  readonly item: ReconciliationItem;
}

/**
 * Unknown outcome: attributed quantity × price entry − carried amount. What it explains comes out of both sides. Where no price is known the provider's own amount is
 * taken.
 */
export function attributeDoubt(scope: Scope, { recorded, by, shown, byCount }: ShownDoubt): SettledDoubt {
  const { charge } = recorded;
  const carried = isCarried(recorded) ? takeCarried(recorded, shown) : 0n;
  const quantities: Record<string, bigint> = {};
  const whole = new Set<Cell>();
  let total = 0n;
  for (const { cell, meter, quantity } of shown) {
    const price = quantity === undefined ? undefined : priceOf(scope, recorded, meter);
    const amount = price === undefined || quantity === undefined ? cell.statedAmount : amountAt(price, quantity);
    const units = quantity ?? charge.lines.find((line) => line.meter === meter)?.quantity ?? 0n;
    quantities[meter] = (quantities[meter] ?? 0n) + units;
    total += amount;
    takeStated(cell, { quantity: quantityOf(cell, { meter, units: quantity ?? 0n, whole }), amount });
  }
  const expected = charge.lines.map(({ meter, quantity }) => `${quantity} ${meter}`).join(', ');
  const actual = Object.entries(quantities).map(([meter, quantity]) => `${quantity} ${meter}`);
  const item = makeItem(scope.currency, {
    part: 'unknown-outcome',
    cause: carried === 0n && !isCarried(recorded) ? 'doubt-billed' : 'estimate-billed',
    about: charge.id,
    amount: total - carried,
    differences: [
      { field: 'outcome', expected: charge.state, actual: 'billed' },
      { field: 'quantity', expected, actual: actual.join(', ') },
    ],
    alternatives: byCount
      ? [{ cause: 'doubt-billed', why: 'Others in doubt would give the same figures: the earliest started are taken.' }]
      : [],
    charges: [recorded],
    lines: shown.flatMap(({ cell }) => (cell.call === '' ? [] : cell.lines)),
  });
  const finding = { charge: charge.id, billed: true, by, quantities, amount: { currency: scope.currency, pico: total }, byCount };
  return { finding, item };
}

/** A doubt that a final statement does not show: it was not billed. */
export function voidDoubt(scope: Scope, { charge, ...recorded }: RecordedCharge, by: DoubtFinding['by'], byCount: boolean): SettledDoubt {
  const item = makeItem(scope.currency, {
    part: 'unknown-outcome',
    cause: 'doubt-not-billed',
    about: charge.id,
    amount: 0n,
    differences: [{ field: 'outcome', expected: charge.state, actual: 'not stated' }],
    charges: [{ charge, ...recorded }],
  });
  return {
    finding: { charge: charge.id, billed: false, by, quantities: {}, amount: { currency: scope.currency, pico: 0n }, byCount },
    item,
  };
}

/** The price of a meter of a charge: its own, else the one in force when it was served. */
export function priceOf({ prices, currency }: Scope, { charge, serviceAt }: RecordedCharge, meter: string): UnitPrice | undefined {
  const line = charge.lines.find((one) => one.meter === meter);
  if (line?.unitPrice !== undefined && line.per !== undefined) return unitPrice(line.unitPrice, line.per);
  const { model, mode, size, quality } = charge;
  return priceInForce(prices, { currency, model, meter, mode, size, quality, at: serviceAt });
}

/** A whole call counts as one, however many meters its usage has; and what it used is explained. */
function quantityOf(
  cell: Cell,
  { meter, units, whole }: { readonly meter: string; readonly units: bigint; readonly whole: Set<Cell> },
): bigint {
  if (cell.meter !== wholeCall) return cell.meter === meter ? units : 0n;
  if (whole.has(cell)) return 0n;
  whole.add(cell);
  cell.usageShift = 0n;
  return 1n;
}

/** What an estimate was carried at comes out of where it lies: the recorded side, or of another period's the stated one, where timing has taken it already. */
function takeCarried(recorded: RecordedCharge, shown: ShownDoubt['shown']): bigint {
  const whole = new Set<Cell>();
  let carried = 0n;
  for (const { meter, quantity, amount } of recorded.charge.lines) {
    const cell = (shown.find((one) => one.meter === meter) ?? shown.find((one) => one.cell.meter === wholeCall))?.cell;
    if (cell === undefined) continue;
    carried += amount.pico;
    const units = quantityOf(cell, { meter, units: quantity, whole });
    if (recorded.inPeriod) takeRecorded(cell, { quantity: units, amount: amount.pico });
    else takeStated(cell, { quantity: -units, amount: -amount.pico });
  }
  return carried;
}
