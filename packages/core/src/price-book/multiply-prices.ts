import { formatDecimal, parseDecimal, picoPerUnit } from '../money/decimal.ts';
import { mustHold } from '../refusal/must-hold.ts';
import type { TariffComponent } from './tariff-component.ts';

const perMost = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * Components at their prices times a factor, both decimal text, without rounding: 0.000000000001 times 1.5 for one unit is 0.000000000015 for ten. Undefined where the
 * units of a price would be more than can be counted.
 */
export function multiplyPrices(components: readonly TariffComponent[], factor: string): readonly TariffComponent[] | undefined {
  const multiplied: TariffComponent[] = [];
  for (const component of components) {
    const next = multiplyPrice(component, mustHold(parseDecimal(factor)));
    if (next === undefined) return undefined;
    multiplied.push(next);
  }
  return Object.freeze(multiplied);
}

function multiplyPrice(component: TariffComponent, factor: bigint): TariffComponent | undefined {
  const products = [component.price, ...(component.tiers ?? []).map(({ price }) => price)].map(
    (price) => mustHold(parseDecimal(price)) * factor,
  );
  let more = 1n;
  while (products.some((product) => (product * more) % picoPerUnit !== 0n)) more *= 10n;
  const per = component.per * more;
  if (per > perMost) return undefined;
  const [price = '0', ...tierPrices] = products.map((product) => formatDecimal((product * more) / picoPerUnit));
  const tiers = component.tiers?.map((tier, index) => Object.freeze({ ...tier, price: tierPrices[index] ?? '0' }));
  return Object.freeze({ ...component, price, per, ...(tiers !== undefined && { tiers: Object.freeze(tiers) }) });
}
