import type { Meter } from '../meter/meter.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import { refused, type Refused } from '../refusal/refusal.ts';
import { listed, shown } from '../refusal/shown.ts';
import type { RatingContext } from '../price-book/conditions.ts';

/** The one condition that keeps every price of a meter from applying, and the values that would let one apply. */
interface Obstacle {
  readonly key: string;
  readonly priced: readonly string[];
}

/** The refusal of a used meter that no component prices in this context; where one condition is to blame, its path and the priced values are named. */
export function unpricedMeter(entry: PriceEntry, meter: Meter, context: RatingContext): Refused {
  const what = `${entry.model} at ${entry.provider}`;
  const obstacle = onlyObstacle(entry, meter, context);
  if (obstacle === undefined) {
    return refused({
      code: 'unpriced-meter',
      path: ['usage', meter],
      message: `The tariff of ${what} has no price for ${meter}; absent is not free.`,
    });
  }
  const value = Object.hasOwn(context, obstacle.key) ? `${obstacle.key} ${shown(context[obstacle.key])}` : `an unknown ${obstacle.key}`;
  const message = `${what} has no price for ${value}: it is priced for ${listed(obstacle.priced)} alone.`;
  return refused({ code: 'unpriced-meter', path: [obstacle.key], accepted: obstacle.priced, message });
}

function onlyObstacle(entry: PriceEntry, meter: Meter, context: RatingContext): Obstacle | undefined {
  const priced = new Map<string, Set<string>>();
  for (const { when } of entry.components.filter((component) => component.meter === meter)) {
    const [key, ...more] = Object.keys(when).filter((each) => !when[each]?.includes(context[each] ?? ''));
    if (key === undefined || more.length > 0) continue;
    const values = priced.get(key) ?? new Set<string>();
    for (const value of when[key] ?? []) values.add(value);
    priced.set(key, values);
  }
  const [key] = [...priced.keys()].toSorted();
  return key === undefined ? undefined : { key, priced: [...(priced.get(key) ?? [])] };
}
