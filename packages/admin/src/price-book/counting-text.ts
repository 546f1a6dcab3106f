import { quantityText } from '../figures/quantity-text.ts';

/** How the units of a component are counted, as a tariff stores it. */
export interface StoredCounting {
  readonly tiers?: readonly { readonly upTo: number; readonly price: string }[];
  readonly tiering?: string;
  readonly free?: number;
  readonly block?: number;
  readonly counted?: string;
}

/** How units are counted, in words: "the first 100 free", "up to 10 000 at 0.04, volume, per period"; the empty text where each counts alike. */
export function countingText({ tiers, tiering, free, block, counted }: StoredCounting): string {
  if (tiers === undefined && free === undefined && block === undefined) return '';
  const parts = [
    ...(free === undefined ? [] : [`the first ${quantityText(String(free))} free`]),
    ...(tiers ?? []).map(({ upTo, price }) => `up to ${quantityText(String(upTo))} at ${price}`),
    ...(tiering === 'volume' ? ['all at the tier of the last'] : []),
    ...(block === undefined ? [] : [`started blocks of ${quantityText(String(block))} count whole`]),
    ...(counted === undefined || counted === 'per-call' ? [] : [`counted ${counted.replace('-', ' ')}`]),
  ];
  return parts.join(', ');
}
