import { formatMoney, subtractMoney, type Money } from '../money/money.ts';
import type { ChargeLine } from '../rating/charge.ts';
import { rateUsage } from '../rating/rate-usage.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import { billsTokens } from './counted-work.ts';
import type { Pitfall } from './offer.ts';
import type { PitfallCase } from './pitfall-case.ts';

/** Meters of what goes in. */
export const inputMeters: ReadonlySet<string> = new Set(['text_input', 'text_input_cached', 'image_input', 'image_input_cached']);

const cachedMeters = ['text_input', 'image_input', 'text_input_cached', 'image_input_cached'];

/** What goes in costs more than what comes out, and cached input images that are billed at another rate than one would think. */
export function inputPitfalls(found: PitfallCase): readonly Pitfall[] {
  return billsTokens(found.entry) ? [...dearerPitfalls(found), ...cachedPitfalls(found)] : [];
}

function dearerPitfalls({ estimate }: PitfallCase): readonly Pitfall[] {
  const lines = estimate.expected?.lines ?? [];
  const output = costOf(lines, 'image_output');
  const told = [
    { meter: 'text_input', code: 'prompt-dearer-than-image', what: 'The prompt costs' },
    { meter: 'image_input', code: 'input-images-dearer-than-image', what: 'Input images cost' },
  ];
  return told.flatMap(({ meter, code, what }) => {
    const input = costOf(lines, meter);
    if (input === undefined || output === undefined || input.pico <= output.pico) return [];
    const message = `${what} ${formatMoney(input)} ${input.currency}, more than the image at ${formatMoney(output)}.`;
    return [{ code, severity: 'warning', message, atStake: input } as const];
  });
}

function cachedPitfalls({ request, entry, estimate }: PitfallCase): readonly Pitfall[] {
  if (request.operation !== 'edit') return [];
  const [text, image, cachedText, cachedImage] = cachedMeters.map((meter) => rateOf(entry, meter));
  if (cachedText === undefined || cachedImage === undefined) return [];
  const put = (estimate.expected?.lines ?? []).find(({ meter }) => meter === 'image_input');
  const cached = put === undefined ? undefined : rateUsage({ image_input_cached: put.quantity }, entry, { operation: request.operation });
  const stake = put === undefined || cached?.ok !== true ? {} : { atStake: subtractMoney(put.amount, cached.value.total) };
  const notMet = `The Images API reports no cached tokens: the cached rate of input images, ${cachedImage}, is not met by sending the same image again.`;
  const pitfall = { code: 'cached-rate-not-met', severity: 'info', message: notMet, ...stake } as const;
  if (cachedText !== cachedImage || text === image) return [pitfall];
  const rates = `${text ?? 'none'} and ${image ?? 'none'}`;
  const message = `${request.provider} has one cached rate for two meters: a cached input image is billed as cached text, ${cachedImage}, though uncached they differ, ${rates}.`;
  return [{ code: 'one-cached-rate', severity: 'info', message, ...stake }, pitfall];
}

function rateOf({ components }: PriceEntry, meter: string): string | undefined {
  const component = components.find((each) => each.meter === meter);
  if (component === undefined) return undefined;
  return `${component.price} per ${component.per === 1_000_000n ? 'million' : component.per} tokens`;
}

function costOf(lines: readonly ChargeLine[], meter: string): Money | undefined {
  const found = lines.filter((line) => line.meter === meter);
  const [first] = found;
  if (first === undefined) return undefined;
  return { currency: first.amount.currency, pico: found.reduce((sum, { amount }) => sum + amount.pico, 0n) };
}
