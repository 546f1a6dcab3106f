import { formatMoney, subtractMoney, type Money } from '../money/money.ts';
import type { Usage } from '../meter/meter.ts';
import { rateUsage } from '../rating/rate-usage.ts';
import { billsTokens } from './counted-work.ts';
import { partialImageTokens } from './expected-usage.ts';
import { inputMeters } from './input-pitfalls.ts';
import type { Pitfall } from './offer.ts';
import type { PitfallCase } from './pitfall-case.ts';

/** Images that are billed one by one though asked for at once, and partial images that are billed at all. */
export function countPitfalls(found: PitfallCase): readonly Pitfall[] {
  return billsTokens(found.entry) ? [...separatePitfall(found), ...partialPitfall(found)] : [];
}

function separatePitfall({ request, estimate }: PitfallCase): readonly Pitfall[] {
  const total = estimate.expected?.total;
  if (request.n === 1 || total === undefined) return [];
  const input = (estimate.expected?.lines ?? [])
    .filter(({ meter }) => inputMeters.has(meter))
    .reduce((sum, { amount }) => sum + amount.pico, 0n);
  const shared: Money = { currency: total.currency, pico: (input * BigInt(request.n - 1)) / BigInt(request.n) };
  const message = `${request.n} images are billed as if each were asked for alone, ${formatMoney(total)} ${total.currency} in all: prompt and input images are paid ${request.n} times.`;
  return [{ code: 'n-billed-separately', severity: 'info', message, atStake: shared }];
}

function partialPitfall({ request, entry, estimate }: PitfallCase): readonly Pitfall[] {
  if (request.partialImages === 0) return [];
  const tokens = request.n * request.partialImages * partialImageTokens;
  const lines = estimate.expected?.lines ?? [];
  const output = lines.find(({ meter }) => meter === 'image_output');
  if (output === undefined) return [];
  const [whole, without] = [output.quantity, output.quantity - BigInt(tokens)].map((quantity) =>
    outputCost({ image_output: quantity }, { request, entry }),
  );
  const message = `Partial images are billed: up to ${tokens} output tokens more than without them.`;
  const pitfall = { code: 'partial-images-billed', severity: 'warning', message } as const;
  return [whole === undefined || without === undefined ? pitfall : { ...pitfall, atStake: subtractMoney(whole, without) }];
}

function outputCost(usage: Usage, { request, entry }: Pick<PitfallCase, 'request' | 'entry'>): Money | undefined {
  const context = { operation: request.operation, mode: request.mode, size: request.size, quality: request.quality };
  const rated = rateUsage(usage, entry, context, {});
  return rated.ok ? rated.value.total : undefined;
}
