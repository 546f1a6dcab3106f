import type { RatingContext } from '../price-book/conditions.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import { sizeTierOf } from '../price-book/size-tiers.ts';

/** The context that conditions are held against: what is given, the mode of the entry unless another is given, and the size's tier where the tariff names tiers. */
export function ratingContext({ mode, sizeTiers }: PriceEntry, context: RatingContext): RatingContext {
  if (sizeTiers === undefined || context['sizeTier'] !== undefined) return { mode, ...context };
  const sizeTier = sizeTierOf(sizeTiers, context['size'] ?? '');
  return { mode, ...context, ...(sizeTier !== undefined && { sizeTier }) };
}
