import { formatDecimal } from '../money/decimal.ts';
import { makeItem } from './make-item.ts';
import type { PartedCell } from './part-group.ts';
import type { ReconciliationItem } from './reconciliation.ts';
import type { Scope } from './scope.ts';

/** Rounding of all calls and days together: one item for each meter of a model and each kind of it. Both kinds are known habits. */
export function roundingItems({ currency }: Scope, parted: readonly PartedCell[]): readonly ReconciliationItem[] {
  const rounded = parted.filter(({ rounding }) => rounding !== 0n);
  const groups = Map.groupBy(rounded, ({ cell, isNoise }) => JSON.stringify([cell.model, cell.meter, isNoise]));
  return [...groups].map(([, cells]) => roundingItem(currency, cells));
}

function roundingItem(currency: string, cells: readonly PartedCell[]): ReconciliationItem {
  const [first] = cells;
  const { model, meter } = first?.cell ?? { model: '', meter: '' };
  const sum = (read: (one: PartedCell) => bigint): bigint => cells.reduce((total, one) => total + read(one), 0n);
  const worth = sum((one) => one.worth);
  const rounding = sum((one) => one.rounding);
  return makeItem(currency, {
    part: 'rounding',
    cause: first?.isNoise === true ? 'float-noise' : 'declared-rounding',
    about: `${model} ${meter}`,
    amount: rounding,
    isTolerated: true,
    differences: [{ field: `${meter} amount`, expected: formatDecimal(worth), actual: formatDecimal(worth + rounding) }],
    lines: cells.length <= linesMost ? cells.flatMap(({ cell }) => cell.cells.flatMap(({ lines }) => lines)) : [],
  });
}

/** So many cells are opened with their lines; of more the amounts alone are told. */
const linesMost = 200;
