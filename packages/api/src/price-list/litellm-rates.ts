import type { ServiceMode, TariffComponentInput } from '@halfpenny/core';
import { exactDecimal } from '../platform/exact-decimal.ts';
import { NumberText, type Located } from './json-document.ts';
import type { Place } from './price-list.ts';

/** A price of a list: what it prices, in which mode, and where it stands. */
export interface ListedRate {
  readonly mode: ServiceMode;
  readonly component: TariffComponentInput;
  readonly place: Place;
}

/** What the prices of one line come to: rates, and the fields that were not understood. */
export interface LineRates {
  readonly rates: readonly ListedRate[];
  readonly problems: readonly { readonly place: Place; readonly message: string }[];
}

const million = 1_000_000;

/** Prices by token and what they price; LiteLLM writes them for one token. Source: LiteLLM's model_prices_and_context_window.json and its cost calculator. */
const tokenFields: Readonly<Record<string, readonly string[]>> = {
  input_cost_per_token: ['text_input'],
  input_cost_per_image_token: ['image_input'],
  cache_read_input_token_cost: ['text_input_cached'],
  cache_read_input_image_token_cost: ['image_input_cached'],
  output_cost_per_token: ['text_output'],
  output_cost_per_image_token: ['image_output'],
};
const batchSuffix = '_batches';
/** A price for one image: by what comes out, or, as older lines have it, by what goes in. */
const imageFields = ['output_cost_per_image', 'input_cost_per_image'];
const pixelFields = ['output_cost_per_pixel', 'input_cost_per_pixel'];

/**
 * The prices of one line. Where there is no price for output image tokens, LiteLLM bills them as output tokens, and so does the entry. A price for an image
 * goes before one for pixels, as LiteLLM's calculator has it. A price of 0 beside others only says that nothing is billed that way. Every other field that
 * speaks of a cost, and is not 0, is named: it might be money.
 */
export function litellmRates(members: ReadonlyMap<string, Located>): LineRates {
  const costs = [...members].filter(([name]) => name.includes('cost'));
  const known = costs.filter(([name, { value }]) => !isZero(value) && isKnown(name));
  const problems = costs
    .filter(([name, { value }]) => !isZero(value) && !isKnown(name))
    .map(([name, { place }]) => ({
      place,
      message: `${name} is a price that no meter here stands for: write its part of the tariff by hand.`,
    }));
  const fields = new Map(known);
  const rates = [...tokenRates(fields, 'realtime'), ...tokenRates(fields, 'batch'), ...countRates(fields)];
  return { rates, problems: [...problems, ...unreadable(fields)] };
}

function isKnown(name: string): boolean {
  const base = name.endsWith(batchSuffix) ? name.slice(0, -batchSuffix.length) : name;
  return Object.hasOwn(tokenFields, base) || imageFields.includes(name) || pixelFields.includes(name);
}

function tokenRates(fields: ReadonlyMap<string, Located>, mode: ServiceMode): readonly ListedRate[] {
  const suffix = mode === 'batch' ? batchSuffix : '';
  const hasImageOutput = fields.has(`output_cost_per_image_token${suffix}`);
  return Object.entries(tokenFields).flatMap(([name, meters]) => {
    const field = fields.get(name + suffix);
    if (field === undefined) return [];
    const all = name === 'output_cost_per_token' && !hasImageOutput ? [...meters, 'image_output'] : meters;
    return all.map((meter) => rate(field, { mode, meter, per: million }));
  });
}

function countRates(fields: ReadonlyMap<string, Located>): readonly ListedRate[] {
  const byToken = [...fields.keys()].some((name) => Object.hasOwn(tokenFields, name));
  const image = fields.get('output_cost_per_image') ?? (byToken ? undefined : fields.get('input_cost_per_image'));
  if (image !== undefined) return [rate(image, { mode: 'realtime', meter: 'image', per: 1 })];
  const pixel = pixelFields.map((name) => fields.get(name)).find((field) => field !== undefined);
  return pixel === undefined ? [] : [rate(pixel, { mode: 'realtime', meter: 'pixel', per: million })];
}

/** A price that is no number of JSON keeps its text, which core then refuses at its place. */
function rate({ place, value }: Located, priced: { readonly mode: ServiceMode; readonly meter: string; readonly per: number }): ListedRate {
  const { mode, meter, per } = priced;
  const exact = value instanceof NumberText ? exactDecimal(value.text, per === million ? 6 : 0) : undefined;
  return { mode, place, component: { meter, price: exact?.ok === true ? exact.value : shownValue(value), per } };
}

function unreadable(fields: ReadonlyMap<string, Located>): LineRates['problems'] {
  const [out, into] = imageFields.map((name) => fields.get(name));
  const isTwice = out?.value instanceof NumberText && into?.value instanceof NumberText && out.value.text !== into.value.text;
  if (!isTwice) return [];
  return [
    {
      place: into.place,
      message: 'The line has a price for each image that comes out and another for each that goes in: write the tariff by hand.',
    },
  ];
}

function isZero(value: Located['value']): boolean {
  return value instanceof NumberText && /^-?0*(\.0*)?([eE][+-]?\d+)?$/.test(value.text);
}

function shownValue(value: Located['value']): string {
  if (value instanceof NumberText) return value.text;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
