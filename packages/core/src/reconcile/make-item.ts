import type { Alternative, Difference, ItemCause, ReconciliationItem, VariancePart } from './reconciliation.ts';
import type { RecordedCharge, StatedLine } from './read-inputs.ts';

/** What an item says; what is left out is none. */
export interface ItemInput {
  readonly part: VariancePart;
  readonly cause: ItemCause;
  /** What it is about, in a text that no other item of its part and cause has. */
  readonly about: string;
  /** Picounits. */
  readonly amount: bigint;
  readonly differences: readonly Difference[];
  readonly alternatives?: readonly Alternative[];
  readonly isTolerated?: boolean;
  readonly lines?: readonly StatedLine[];
  readonly charges?: readonly RecordedCharge[];
}

/** An item of a currency. Its id is what it is about, so that it is the same in every run over the same inputs. */
export function makeItem(currency: string, input: ItemInput): ReconciliationItem {
  const { part, cause, about, amount, differences, alternatives = [], isTolerated = false, lines = [], charges = [] } = input;
  return {
    id: `${currency} ${part} ${cause} ${about}`,
    currency,
    part,
    cause,
    class: isTolerated ? 'tolerated' : 'open',
    amount: { currency, pico: amount },
    differences,
    alternatives,
    lines: lines.map(({ line }) => line.id),
    charges: charges.map(({ charge }) => charge.id),
  };
}
