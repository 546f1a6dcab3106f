import type { TariffComponentInput } from './tariff-component.ts';

/** Token rates as price lists print them, per million: `perMillion({ text_input: '5.00' })` is one component of 5.00 per 1,000,000 text_input. */
export function perMillion(rates: Readonly<Record<string, string>>): readonly TariffComponentInput[] {
  return Object.entries(rates).map(([meter, price]) => ({ meter, price, per: 1_000_000 }));
}

/** One cell of a price table by quality and size: an image of that quality in any of these sizes. */
export function perImage(price: string, quality: string, sizes: readonly string[]): TariffComponentInput {
  return { meter: 'image', price, per: 1, when: { quality, size: sizes } };
}
