import { findModel } from '../catalog/models.ts';
import { formatMoney, subtractMoney, type Money } from '../money/money.ts';
import { entryInForceAt } from '../price-book/entry-in-force.ts';
import { estimate } from './estimate.ts';
import type { Pitfall } from './offer.ts';
import { pricesBy, type PitfallCase } from './pitfall-case.ts';
import type { ResolvedRequest } from './resolved-request.ts';

/** A flat price that is the same whatever the quality and size, held against what the model's maker would bill for the same request by tokens. */
export function flatPitfalls(found: PitfallCase): readonly Pitfall[] {
  const flat = found.estimate.expected?.total;
  if (flat === undefined || pricesBy(found.entry, 'quality') || pricesBy(found.entry, 'size')) return [];
  const metered = meteredCost(found);
  if (metered === undefined || metered.cost.currency !== flat.currency) return [];
  const difference = subtractMoney(flat, metered.cost);
  const isDearer = difference.pico > 0n;
  const compared = `by tokens it would be ${formatMoney(metered.cost)} at ${metered.provider} with ${metered.model}`;
  const message = `${found.request.provider} bills ${formatMoney(flat)} ${flat.currency} whatever the quality and size; ${compared}.`;
  const atStake = isDearer ? difference : subtractMoney(metered.cost, flat);
  return [{ code: 'flat-rate-ignores-quality-and-size', severity: isDearer ? 'warning' : 'info', message, atStake }];
}

interface MeteredCost {
  readonly provider: string;
  readonly model: string;
  readonly cost: Money;
}

function meteredCost({ request, book, at }: PitfallCase): MeteredCost | undefined {
  const { model } = request.served;
  const compared = model.comparable === null ? model : findModel(model.comparable);
  if (compared === undefined || compared.maker === request.provider) return undefined;
  const entry = entryInForceAt(book, { provider: compared.maker, model: compared.name, mode: request.mode }, at);
  if (!entry.ok || entry.value.kind === 'flat') return undefined;
  const same: ResolvedRequest = { ...request, provider: compared.maker, served: { name: compared.name, model: compared, viaAlias: false } };
  const cost = estimate(same, entry.value);
  if (!cost.ok || cost.value.expected === undefined) return undefined;
  return { provider: compared.maker, model: compared.name, cost: cost.value.expected.total };
}
