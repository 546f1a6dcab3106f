import type { PriceEntry } from '../price-book/price-entry.ts';
import { leavesSize, type ResolvedRequest } from './resolved-request.ts';

/** Sizes to rate, and whether no other can come. */
export interface PossibleSizes {
  readonly sizes: readonly string[];
  readonly areAll: boolean;
}

/** The fewest and the most pixels a free size has. */
const extremeSizes = ['1024x640', '3840x2160'];

/**
 * The size that is asked for; or where the provider chooses and the price depends on it, every size of a model of few, each that the tariff names, or where it goes by pixels or
 * tiers of size the usual ones and the extremes. `auto` itself where the price does not depend on the size, or by tokens alone, whose bounds over all sizes are known.
 */
export function possibleSizes(request: ResolvedRequest, entry: PriceEntry): PossibleSizes {
  if (!leavesSize(request) || !dependsOnSize(entry)) return { sizes: [request.size], areAll: true };
  const { sizes, suggestedSizes } = request.served.model;
  if (sizes.kind === 'fixed') return { sizes: sizes.sizes, areAll: true };
  const named = new Set(entry.components.flatMap(({ when }) => when['size'] ?? []));
  return { sizes: named.size > 0 ? [...named] : [...new Set([...suggestedSizes, ...extremeSizes])], areAll: false };
}

/** True where two sizes can cost otherwise than their tokens tell. */
function dependsOnSize({ components, modifiers = [] }: PriceEntry): boolean {
  return (
    components.some(({ meter, times }) => meter === 'pixel' || times?.meter === 'pixel') ||
    [...components, ...modifiers].some(({ when }) => 'size' in when || 'sizeTier' in when)
  );
}
