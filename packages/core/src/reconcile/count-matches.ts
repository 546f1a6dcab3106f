import type { Call } from './identify-calls.ts';
import type { Match } from './reconciliation.ts';
import type { Cell, Remainder } from './remainder.ts';
import type { Scope } from './scope.ts';

/**
 * What is equal on both sides before anything is explained, by tier: calls by their id, cells of a day, and what is left of them where only several days, projects or keys
 * together are equal.
 */
export function countMatches({ currency, identified }: Scope, remainder: Remainder, agreed: ReadonlySet<string>): readonly Match[] {
  const equal = [...remainder.values()].filter(isEqual);
  const left = [...remainder.values()].filter((cell) => cell.call === '' && !isEqual(cell));
  const together = Map.groupBy(left, ({ model, meter, mode, conditions }) => JSON.stringify([model, meter, mode, conditions]));
  const coarser = [...together.values()].filter((cells) => cells.length > 1 && isEqual(summed(cells))).flat();
  return [
    withAgreed(
      match(
        currency,
        'identity',
        equal.filter(({ call }) => call !== ''),
      ),
      [...agreed].flatMap((id) => identified.calls.get(id) ?? []),
    ),
    match(
      currency,
      'cell',
      equal.filter(({ call }) => call === ''),
    ),
    match(currency, 'coarser', coarser),
  ];
}

/** With the calls that were agreed before anything was laid out. */
function withAgreed({ tier, currency, lines, charges, stated }: Match, agreed: readonly Call[]): Match {
  const sum = agreed.reduce((total, call) => call.lines.reduce((of, { line }) => of + line.amount.pico, total), stated.pico);
  const more = agreed.reduce((total, call) => total + call.lines.length, 0);
  return { tier, currency, lines: lines + more, charges: charges + agreed.length, stated: { currency, pico: sum } };
}

function match(currency: string, tier: Match['tier'], cells: readonly Cell[]): Match {
  const pico = cells.reduce((sum, { statedAmount }) => sum + statedAmount, 0n);
  const lines = cells.reduce((sum, cell) => sum + cell.lines.length, 0);
  const charges = new Set(cells.flatMap((cell) => cell.charges)).size;
  return { tier, currency, lines, charges, stated: { currency, pico } };
}

type Sides = Pick<Cell, 'statedQuantity' | 'recordedQuantity' | 'statedAmount' | 'recordedAmount' | 'bareLines'>;

/** Quantity first; of money alone the amount. */
function isEqual({ statedQuantity, recordedQuantity, statedAmount, recordedAmount, bareLines }: Sides): boolean {
  return bareLines > 0 ? statedAmount === recordedAmount : statedQuantity === recordedQuantity && recordedQuantity !== 0n;
}

function summed(cells: readonly Cell[]): Sides {
  const sum = { statedQuantity: 0n, recordedQuantity: 0n, statedAmount: 0n, recordedAmount: 0n, bareLines: 0 };
  for (const cell of cells) {
    sum.statedQuantity += cell.statedQuantity;
    sum.recordedQuantity += cell.recordedQuantity;
    sum.statedAmount += cell.statedAmount;
    sum.recordedAmount += cell.recordedAmount;
    sum.bareLines += cell.bareLines;
  }
  return sum;
}
