import { applies, type RatingContext } from '../price-book/conditions.ts';
import type { LineRatio } from './charge.ts';
import type { RatedComponent, RatedTariff } from './rated-tariff.ts';
import { timesRatio, unchanged } from './ratio.ts';

/** The one of a meter's components whose conditions the context meets; undefined where none is met. */
export function applyingComponent(candidates: readonly RatedComponent[] | undefined, context: RatingContext): RatedComponent | undefined {
  if (candidates === undefined) return undefined;
  const [only] = candidates;
  if (only?.isUnconditional) return only;
  return candidates.find(({ component }) => applies(component.when, context));
}

/** The product of all modifiers whose conditions the context meets. */
export function modifiedBy({ modifiers }: RatedTariff, context: RatingContext): LineRatio {
  return modifiers.reduce((product, { when, ratio }) => (applies(when, context) ? timesRatio(product, ratio) : product), unchanged);
}
