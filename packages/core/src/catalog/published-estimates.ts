import { parseDecimal } from '../money/decimal.ts';
import { mustHold } from '../refusal/must-hold.ts';

/** Prices an image that a provider prints beside its rates by token: what a reader expects, and what usage may not bill. Output alone, without prompt or input images. */
export interface PublishedEstimate {
  readonly provider: string;
  readonly model: string;
  readonly currency: string;
  /** Decimal text by quality, then by size; each printed to `decimals` places. */
  readonly prices: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The same in picounits. */
  readonly picos: Readonly<Record<string, Readonly<Record<string, bigint>>>>;
  readonly decimals: number;
  readonly source: string;
}

const threeSizes = ['1024x1024', '1024x1536', '1536x1024'] as const;

/**
 * OpenAI's own tables meet its token counts to the printed digit nearly everywhere. PiAPI's for gpt-image-2 is the token table of gpt-image-1 at the rate of gpt-image-2: too high
 * for low, too low for medium and high. Sources: OpenAI's pricing page, PiAPI's price document, read 2026-04-23.
 */
export const publishedEstimates: readonly PublishedEstimate[] = /* @__PURE__ */ [
  /* @__PURE__ */ table('openai', 'gpt-image-1', { low: '0.011 0.016 0.016', medium: '0.042 0.063 0.063', high: '0.167 0.250 0.250' }),
  /* @__PURE__ */ table('openai', 'gpt-image-1.5', { low: '0.009 0.013 0.013', medium: '0.034 0.050 0.050', high: '0.133 0.200 0.200' }),
  /* @__PURE__ */ table('openai', 'gpt-image-2', { low: '0.006 0.005 0.005', medium: '0.053 0.041 0.041', high: '0.211 0.165 0.165' }),
  /* @__PURE__ */ table('piapi', 'gpt-image-1', { low: '0.011 0.016 0.016', medium: '0.042 0.063 0.063', high: '0.167 0.250 0.250' }),
  /* @__PURE__ */ table('piapi', 'gpt-image-1.5', { low: '0.009 0.013 0.013', medium: '0.034 0.051 0.051', high: '0.133 0.200 0.200' }),
  /* @__PURE__ */ table('piapi', 'gpt-image-2', { low: '0.008 0.012 0.012', medium: '0.032 0.048 0.048', high: '0.125 0.188 0.188' }),
];

/** The printed price of one image, where the provider prints one for that model, quality and size. */
export function publishedEstimate(
  provider: string,
  model: string,
  { quality, size }: { readonly quality: string; readonly size: string },
): { readonly pico: bigint; readonly table: PublishedEstimate } | undefined {
  for (const each of publishedEstimates) {
    if (each.model !== model || each.provider !== provider) continue;
    const pico = each.picos[quality]?.[size];
    return pico === undefined ? undefined : { pico, table: each };
  }
  return undefined;
}

/** Three prices each, in the order of the three sizes that every table prints. */
function table(provider: string, model: string, rows: Readonly<Record<string, string>>): PublishedEstimate {
  const prices = Object.entries(rows).map(([quality, row]) => {
    const [square, portrait, landscape] = row.split(' ') as [string, string, string];
    return [quality, { [threeSizes[0]]: square, [threeSizes[1]]: portrait, [threeSizes[2]]: landscape }] as const;
  });
  const source = provider === 'openai' ? "OpenAI's pricing page" : "PiAPI's price document";
  const picos = prices.map(([quality, row]) => [
    quality,
    Object.fromEntries(Object.entries(row).map(([size, price]) => [size, picoOf(price)])),
  ]);
  return { provider, model, currency: 'USD', prices: Object.fromEntries(prices), picos: Object.fromEntries(picos), decimals: 3, source };
}

function picoOf(price: string): bigint {
  return mustHold(parseDecimal(price));
}
