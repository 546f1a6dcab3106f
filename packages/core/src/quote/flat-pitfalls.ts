import { formatMoney, subtractMoney } from '../money/money.ts';
import { costElsewhere, makerOf, type CostElsewhere } from './compared-cost.ts';
import type { Pitfall } from './offer.ts';
import { pricesBy, type PitfallCase } from './pitfall-case.ts';

/**
 * A flat price that is the same whatever the quality, the size or both, held against what the model's maker would bill for the same request by tokens: 0.1 for a low
 * square of 0.00594 is 17 times as much.
 */
export function flatPitfalls(found: PitfallCase): readonly Pitfall[] {
  const flat = found.estimate.expected?.total;
  const ignored = (['quality', 'size'] as const).filter((parameter) => !pricesBy(found.entry, parameter));
  if (flat === undefined || ignored.length === 0) return [];
  const metered = meteredCost(found);
  if (metered === undefined || metered.cost.currency !== flat.currency) return [];
  const difference = subtractMoney(flat, metered.cost);
  const isDearer = difference.pico > 0n;
  const compared = `by tokens it would be ${formatMoney(metered.cost)} at ${metered.provider} with ${metered.model}`;
  const message = `${found.request.provider} bills ${formatMoney(flat)} ${flat.currency} whatever the ${ignored.join(' and ')}; ${compared}.`;
  const atStake = isDearer ? difference : subtractMoney(metered.cost, flat);
  return [{ code: `flat-rate-ignores-${ignored.join('-and-')}`, severity: isDearer ? 'warning' : 'info', message, atStake }];
}

function meteredCost(found: PitfallCase): CostElsewhere | undefined {
  const maker = makerOf(found);
  if (maker === found.request.provider) return undefined;
  const elsewhere = costElsewhere(found, { provider: maker, mode: found.request.mode });
  return elsewhere?.entry.kind === 'metered' ? elsewhere : undefined;
}
