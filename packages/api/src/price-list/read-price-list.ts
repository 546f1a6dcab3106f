import { accepted, refused, type Outcome } from '@halfpenny/core';
import { CsvBroken } from '../platform/csv-rows.ts';
import { readJsonList } from './json-list.ts';
import { listText, ListTextRefused } from './list-text.ts';
import type { ListOptions, PriceList } from './price-list.ts';
import { readCsv } from './read-csv.ts';
import { readGenaiPrices } from './read-genai-prices.ts';
import { readLitellm } from './read-litellm.ts';

const wholeReaders = { litellm: readLitellm, 'genai-prices': readGenaiPrices, json: readJsonList } as const;

/** The formats that are read, as they are asked for. */
export const listFormats = ['litellm', 'genai-prices', 'csv', 'json'] as const;

/** One of `listFormats`. */
export type ListFormat = (typeof listFormats)[number];

/** Reads a price list of a format from its bytes. CSV is read row by row; JSON is text that must be there as a whole. */
export async function readPriceList(
  source: AsyncIterable<Uint8Array>,
  { format, ...options }: ListOptions & { readonly format: ListFormat },
): Promise<Outcome<PriceList>> {
  try {
    if (format === 'csv') return accepted(await readCsv(listText(source), options));
    let text = '';
    for await (const chunk of listText(source)) text += chunk;
    return wholeReaders[format](text, options);
  } catch (cause) {
    if (cause instanceof ListTextRefused) return { ok: false, refusal: cause.refusal };
    if (cause instanceof CsvBroken) return refused({ code: 'invalid-price-list', message: cause.message });
    throw cause;
  }
}
