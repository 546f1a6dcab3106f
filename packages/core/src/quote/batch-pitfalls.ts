import { formatMoney, subtractMoney } from '../money/money.ts';
import { costElsewhere } from './compared-cost.ts';
import type { Pitfall } from './offer.ts';
import type { PitfallCase } from './pitfall-case.ts';

/** The same request is cheaper in batch at the same provider: 0.001985 instead of 0.00397. Partial images are streamed, so a request for them has no batch. */
export function batchPitfalls(found: PitfallCase): readonly Pitfall[] {
  const { request, estimate } = found;
  const own = estimate.expected?.total;
  if (request.mode === 'batch' || request.partialImages > 0 || own === undefined) return [];
  const batch = costElsewhere(found, { provider: request.provider, mode: 'batch' });
  if (batch === undefined || batch.cost.currency !== own.currency || batch.cost.pico >= own.pico) return [];
  const message = `In batch ${request.provider} would bill ${formatMoney(batch.cost)} instead of ${formatMoney(own)} ${own.currency}, within a day.`;
  return [{ code: 'batch-available', severity: 'info', message, atStake: subtractMoney(own, batch.cost) }];
}
