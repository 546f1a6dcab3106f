import { formatMoney } from '../money/money.ts';
import type { Pitfall } from './offer.ts';
import { pricesBy, spread, type PitfallCase } from './pitfall-case.ts';
import { leavesQuality, leavesSize, originOf } from './resolved-request.ts';

/** Quality or size left to the provider, where the bill depends on it: a warning with the range where it is open, a note where the default is documented. */
export function choicePitfalls(found: PitfallCase): readonly Pitfall[] {
  return [...qualityPitfall(found), ...sizePitfall(found)];
}

function qualityPitfall({ request, entry, estimate }: PitfallCase): readonly Pitfall[] {
  if (!pricesBy(entry, 'quality')) return [];
  const code = 'quality-left-to-provider';
  if (leavesQuality(request)) {
    const words = `${request.qualities[0]} to ${request.qualities.at(-1)}`;
    const message = `${request.provider} chooses the quality, from ${words}: ${rangeText(estimate)}. Name a quality to fix it.`;
    return [{ code, severity: 'warning', message, ...spread(estimate) }];
  }
  if (originOf(request, 'quality') !== 'provider-default') return [];
  return [{ code, severity: 'info', message: `No quality is asked for, and ${request.provider} then takes ${request.quality}.` }];
}

function sizePitfall({ request, entry, estimate }: PitfallCase): readonly Pitfall[] {
  if (!pricesBy(entry, 'size')) return [];
  const code = 'size-left-to-provider';
  if (leavesSize(request)) {
    const message = `${request.provider} chooses the size: ${rangeText(estimate)}. Name a size to fix it.`;
    return [{ code, severity: 'warning', message, ...spread(estimate) }];
  }
  if (originOf(request, 'size') === 'request') return [];
  return [{ code, severity: 'info', message: `No size is asked for, and ${request.provider} then takes ${request.size}.` }];
}

function rangeText({ floor, ceiling }: PitfallCase['estimate']): string {
  const least = `the cost is at least ${formatMoney(floor)} ${floor.currency}`;
  return ceiling === undefined ? `${least}, and no most can be named` : `${least} and at most ${formatMoney(ceiling)}`;
}
