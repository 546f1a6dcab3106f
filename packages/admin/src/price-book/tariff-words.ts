import { formatDecimal } from '@halfpenny/core';
import { moneyText } from '../figures/money-parts.ts';
import { picoOf } from '../figures/pico-of.ts';
import { quantityText } from '../figures/quantity-text.ts';
import { conditionsText } from './conditions-text.ts';

/** A factor that changes nothing, in picounits. */
const one = 10n ** 12n;

/** What holds for a whole tariff beside its prices, as it is stored. */
export interface WholeTariff {
  readonly minimumCharge?: string;
  readonly credit?: { readonly price: string; readonly per: number | bigint };
  readonly modifiers?: readonly { readonly multiply: string; readonly when?: unknown; readonly label?: string }[];
  readonly sizeTiers?: readonly { readonly name: string; readonly longestEdgeMost?: number; readonly pixelsMost?: number }[];
  readonly basedOn?: {
    readonly multiply: string;
    readonly book?: string;
    readonly provider?: string;
    readonly model?: string;
    readonly mode?: string;
  };
}

/** "25% over cost", "50% under openai", "the same as openai": how far a price is from the one it is a factor of; undefined where it has prices of its own. */
export function basedText({ basedOn }: WholeTariff): string | undefined {
  if (basedOn === undefined) return undefined;
  const { multiply, book, provider, model, mode } = basedOn;
  const base = [book, provider, model, mode].filter(Boolean).join(' ') || 'another price';
  if (!/^\d+(\.\d{1,12})?$/.test(multiply)) return `× ${multiply} of ${base}`;
  const over = picoOf(multiply) - one;
  if (over === 0n) return `the same as ${base}`;
  return `${formatDecimal((over < 0n ? -over : over) * 100n)}% ${over < 0n ? 'under' : 'over'} ${base}`;
}

/** Each factor with its conditions: "× 0.5 where mode batch". */
function factorTexts({ modifiers = [] }: WholeTariff): readonly string[] {
  return modifiers.map(({ multiply, when, label }) => {
    const conditions = conditionsText(when);
    return `× ${multiply}${conditions === '' ? '' : ` where ${conditions}`}${label ? ` (${label})` : ''}`;
  });
}

/** Everything that holds for a whole tariff, a sentence each. */
export function tariffWords(tariff: WholeTariff, currency: string): readonly string[] {
  const { minimumCharge, credit, sizeTiers = [] } = tariff;
  const based = basedText(tariff);
  return [
    ...(based === undefined ? [] : [based]),
    ...factorTexts(tariff),
    ...(minimumCharge === undefined ? [] : [`A call costs at least ${moneyText(minimumCharge, currency)}`]),
    ...(credit === undefined
      ? []
      : [`Prices are in credits: ${quantityText(String(credit.per))} cost ${moneyText(credit.price, currency)}`]),
    ...sizeTiers.map(({ name, longestEdgeMost, pixelsMost }) => `${name}: ${sizeBound(longestEdgeMost, pixelsMost)}`),
  ];
}

function sizeBound(edge: number | undefined, pixels: number | undefined): string {
  const bounds = [
    ...(edge === undefined ? [] : [`an edge of ${quantityText(String(edge))} px`]),
    ...(pixels === undefined ? [] : [`${quantityText(String(pixels))} pixels`]),
  ];
  return `sizes up to ${bounds.join(' and ')}`;
}
