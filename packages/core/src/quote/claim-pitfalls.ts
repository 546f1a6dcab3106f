import { publishedEstimate } from '../catalog/published-estimates.ts';
import { parseDecimal, picoPerUnit } from '../money/decimal.ts';
import { formatMoney, type Money } from '../money/money.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { percentText } from './compared-cost.ts';
import type { Pitfall } from './offer.ts';
import type { PitfallCase } from './pitfall-case.ts';
import { leavesQuality, leavesSize } from './resolved-request.ts';

/** Savings are advertised in whole percent, and prints are rounded: one percent is no pitfall. */
const percentTolerated = 1n;

/** What the provider's own document says of this request, and usage will not bill: a printed price an image, an advertised saving. */
export function claimPitfalls(found: PitfallCase): readonly Pitfall[] {
  return [...estimatePitfall(found), ...savingPitfall(found)];
}

function estimatePitfall({ request, entry, estimate }: PitfallCase): readonly Pitfall[] {
  const { served, quality, size, mode, n } = request;
  if (leavesQuality(request) || leavesSize(request) || request.partialImages > 0 || mode !== 'realtime') return [];
  const printed = publishedEstimate(request.provider, served.model.name, { quality, size });
  const output = estimate.expected?.lines.find(({ meter }) => meter === 'image_output');
  if (printed === undefined || output === undefined || output.rounded || printed.table.currency !== entry.currency) return [];
  const stated = mustHold(parseDecimal(printed.price));
  const billed: Money = { currency: entry.currency, pico: output.amount.pico / BigInt(n) };
  const difference = billed.pico > stated ? billed.pico - stated : stated - billed.pico;
  const onlyRounded = 2n * difference * 10n ** BigInt(printed.table.decimals) <= picoPerUnit;
  if (onlyRounded || difference * 100n <= billed.pico * percentTolerated) return [];
  const atStake: Money = { currency: billed.currency, pico: difference * BigInt(n) };
  const isDearer = billed.pico > stated;
  const away = `${percentText(difference, billed.pico)}% too ${isDearer ? 'low' : 'high'}`;
  const message = `${printed.table.source} prints ${formatMoney({ ...billed, pico: stated })} an image, and its ${output.quantity / BigInt(n)} tokens bill ${formatMoney(billed)} ${billed.currency}: the print is ${away}.`;
  return [{ code: 'published-estimate-not-met', severity: isDearer ? 'warning' : 'info', message, atStake }];
}

function savingPitfall({ request, comparison }: PitfallCase): readonly Pitfall[] {
  if (comparison?.advertisedPercent === undefined) return [];
  const { expected, saving, savingPercent, advertisedPercent, reference } = comparison;
  const promised = (expected.pico * BigInt(advertisedPercent)) / 100n;
  const short: Money = { currency: saving.currency, pico: promised - saving.pico };
  if (short.pico * 100n <= expected.pico * percentTolerated) return [];
  const message = `${request.provider} advertises ${advertisedPercent}% under ${reference}, and this request is ${savingPercent}% under its ${formatMoney(expected)} ${expected.currency}.`;
  return [{ code: 'advertised-saving-not-met', severity: 'warning', message, atStake: short }];
}
