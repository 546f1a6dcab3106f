import type { PriceEntry } from '../price-book/price-entry.ts';
import { expectedSize } from '../tokens/foretold-tokens.ts';
import type { TokenRange } from '../tokens/token-range.ts';
import { leavesSize, type ResolvedRequest } from './resolved-request.ts';
import { sizeClasses } from './size-classes.ts';

/** A size that may be made, or sizes that cost the same but for their pixels. */
export interface PossibleSize {
  /** What conditions are held against, and tokens foretold of; tokens of `auto` where it stands for several. */
  readonly size: string;
  /** Set where it stands for several: their pixels at least, expected and at most. */
  readonly pixels?: TokenRange;
  readonly isExpected: boolean;
}

/**
 * The size that is asked for; or where the provider chooses and the price depends on it, every size of a model of few, and of a model of free sizes all 29,146 by what the tariff makes of
 * them. `auto` itself where the price does not depend on the size, or by tokens alone, whose bounds over all sizes are known.
 */
export function possibleSizes(request: ResolvedRequest, entry: PriceEntry): readonly PossibleSize[] {
  if (!leavesSize(request) || !dependsOnSize(entry)) return [{ size: request.size, isExpected: true }];
  const { sizes } = request.served.model;
  if (sizes.kind === 'free') return sizeClasses(sizes, entry);
  return sizes.sizes.map((size) => ({ size, isExpected: size === expectedSize }));
}

/** True where two sizes can cost otherwise than their tokens tell. */
function dependsOnSize({ components, modifiers = [] }: PriceEntry): boolean {
  return (
    components.some(({ meter, times }) => meter === 'pixel' || times?.meter === 'pixel') ||
    [...components, ...modifiers].some(({ when }) => 'size' in when || 'sizeTier' in when)
  );
}
