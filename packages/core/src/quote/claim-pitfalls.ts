import { publishedEstimate } from '../catalog/published-estimates.ts';
import { formatMoney, type Money } from '../money/money.ts';
import type { Pitfall } from './offer.ts';
import type { PitfallCase } from './pitfall-case.ts';
import { percentTolerated, printGap } from './print-gap.ts';
import { leavesQuality, leavesSize } from './resolved-request.ts';

/** What the provider's own document says of this request, and usage will not bill: a printed price an image, an advertised saving. Of sell prices it says nothing. */
export function claimPitfalls(found: PitfallCase): readonly Pitfall[] {
  if (found.options.sold) return [];
  return [...estimatePitfall(found), ...savingPitfall(found)];
}

function estimatePitfall({ request, entry, estimate }: PitfallCase): readonly Pitfall[] {
  const { served, quality, size, mode, n } = request;
  if (leavesQuality(request) || leavesSize(request) || request.partialImages > 0 || mode !== 'realtime') return [];
  const printed = publishedEstimate(request.provider, served.model.name, { quality, size });
  const output = estimate.expected?.lines.find(({ meter }) => meter === 'image_output');
  if (printed === undefined || output === undefined || output.rounded || printed.table.currency !== entry.currency) return [];
  const stated = printed.pico;
  const billed: Money = { currency: entry.currency, pico: output.amount.pico / BigInt(n) };
  const gap = printGap(stated, billed.pico, printed.table.decimals);
  if (gap === undefined) return [];
  const atStake: Money = { currency: billed.currency, pico: gap.pico * BigInt(n) };
  const printedText = formatMoney({ ...billed, pico: stated });
  const tokens = output.quantity / BigInt(n);
  const figures = `${printed.table.source} prints ${printedText} an image, and its ${tokens} tokens bill ${formatMoney(billed)} ${billed.currency}`;
  if (gap.isRounding)
    return [{ code: 'published-estimate-rounded', severity: 'info', message: `${figures}: the print is rounded.`, atStake }];
  const message = `${figures}: the print is ${gap.text}.`;
  return [{ code: 'published-estimate-not-met', severity: gap.isTooLow ? 'warning' : 'info', message, atStake }];
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
