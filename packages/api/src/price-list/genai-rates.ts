import type { TariffComponentInput } from '@halfpenny/core';
import { exactDecimal } from '../platform/exact-decimal.ts';
import { NumberText, type Located } from './json-document.ts';
import type { Place } from './price-list.ts';

/** A price of genai-prices' data, as a component, and where it stands. */
interface GenaiRate {
  readonly component: TariffComponentInput;
  readonly place: Place;
}

/** What a set of prices comes to. */
export interface GenaiRates {
  readonly rates: readonly GenaiRate[];
  readonly problems: readonly { readonly place: Place; readonly message: string }[];
}

/** What each meter is priced by, the nearest first: a price of genai-prices holds for all that no nearer one names. Source: the units of genai-prices' data. */
const meters: readonly { readonly meter: string; readonly fields: readonly string[]; readonly per: number }[] = [
  { meter: 'text_input', fields: ['input_text_mtok', 'input_mtok'], per: 1_000_000 },
  { meter: 'text_input_cached', fields: ['cache_text_read_mtok', 'cache_read_mtok'], per: 1_000_000 },
  { meter: 'image_input', fields: ['input_image_mtok', 'input_mtok'], per: 1_000_000 },
  { meter: 'image_input_cached', fields: ['cache_image_read_mtok', 'cache_read_mtok'], per: 1_000_000 },
  { meter: 'text_output', fields: ['output_text_mtok', 'output_mtok'], per: 1_000_000 },
  { meter: 'image_output', fields: ['output_image_mtok', 'output_mtok'], per: 1_000_000 },
  { meter: 'request', fields: ['requests_kcount'], per: 1000 },
];
const known = new Set(meters.flatMap(({ fields }) => fields));

/** The components of one set of prices. A price that changes with the number of tokens, and one of a unit that no meter here counts, are named: both might be money. */
export function genaiRates(prices: ReadonlyMap<string, Located>): GenaiRates {
  const problems = [...prices].flatMap(([name, { place, value }]) => {
    if (!known.has(name))
      return [{ place, message: `${name} is a price that no meter here stands for: write its part of the tariff by hand.` }];
    if (value instanceof NumberText) return [];
    const message =
      value instanceof Map
        ? `${name} changes with the number of input tokens, which no tariff here does: write it by hand.`
        : `${name} is no number.`;
    return [{ place, message }];
  });
  if (problems.length > 0) return { rates: [], problems };
  const rates = meters.flatMap(({ meter, fields, per }) => {
    const price = fields.map((field) => prices.get(field)).find((each) => each !== undefined);
    if (!(price?.value instanceof NumberText)) return [];
    const exact = exactDecimal(price.value.text);
    return [{ place: price.place, component: { meter, price: exact.ok ? exact.value : price.value.text, per } }];
  });
  return { rates, problems };
}

/** Whether a set of prices is one of images, whatever the model is called. */
export function pricesImages(prices: ReadonlyMap<string, Located>): boolean {
  return prices.has('output_image_mtok');
}
