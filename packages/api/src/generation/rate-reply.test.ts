import { formatMoney, invariant, priceEntry } from '@halfpenny/core';
import type { PriceEntry, PriceEntryInput } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import type { OfferRecord } from '../quote/quote-record.ts';
import { rateReading, readUsage, usageUnder } from './rate-reply.ts';
import type { PaidReply } from './rate-reply.ts';

const sold = { provider: 'p', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', from: '2026-01-01' } as const;
const metered = entryOf([
  { meter: 'text_input', price: '5', per: 1_000_000 },
  { meter: 'image_output', price: '30', per: 1_000_000 },
]);
const flat = entryOf([
  { meter: 'image', price: '0.003', per: 1, when: { quality: 'low', size: ['1024x1024'] } },
  { meter: 'image', price: '0.1055', per: 1, when: { quality: 'high', size: ['1024x1024'] } },
]);

function entryOf(components: PriceEntryInput['components']): PriceEntry {
  const entry = priceEntry({ ...sold, components });
  invariant(entry.ok, 'A tariff written here is a tariff.');
  return entry.value;
}

/** An offer of which only the resolved parameters matter here. */
function asked(size: string, quality: string): OfferRecord {
  const resolved = [
    { name: 'size', value: size, origin: 'request' },
    { name: 'quality', value: quality, origin: 'request' },
  ];
  return { offer: { resolved }, lines: [] } as unknown as OfferRecord;
}

const usage = { input_tokens: 12, input_tokens_details: { text_tokens: 12, image_tokens: 0 }, output_tokens: 196, total_tokens: 208 };
const square = { format: 'png', width: 1024, height: 1024, sha256: '0'.repeat(64), bytes: 1 } as const;
const paid = (reply: object): PaidReply => ({ reply: { ...reply }, images: 1, firstKept: square });

function totalOf(side: ReturnType<typeof rateReading>): string {
  return side.ok ? formatMoney(side.charge.total) : side.refusal.code;
}

describe('What a reply is billed', () => {
  it('is by tokens under a metered entry: 12 at 5 and 196 at 30 a million are 0.00594', () => {
    expect(totalOf(rateReading(readUsage(paid({ usage }), asked('1024x1024', 'low')), metered))).toBe('0.00594');
  });

  it('is not known under a metered entry where usage is missing: unknown is not zero', () => {
    expect(totalOf(rateReading(readUsage(paid({}), asked('1024x1024', 'low')), metered))).toBe('usage-missing');
  });

  it('is not known where usage says that nothing was made and an image is there', () => {
    const zero = { input_tokens: 0, output_tokens: 0, total_tokens: 0 };
    expect(totalOf(rateReading(readUsage(paid({ usage: zero }), asked('1024x1024', 'low')), metered))).toBe('usage-contradictory');
  });

  it('is by images under a flat entry, usage or none', () => {
    expect(totalOf(rateReading(readUsage(paid({}), asked('1024x1024', 'low')), flat))).toBe('0.003');
    expect(totalOf(rateReading(readUsage(paid({ usage }), asked('1024x1024', 'low')), flat))).toBe('0.003');
  });

  it('follows what the reply says over what was asked', () => {
    expect(totalOf(rateReading(readUsage(paid({ quality: 'high', size: '1024x1024' }), asked('1024x1024', 'low')), flat))).toBe('0.1055');
  });

  it('follows the size of the image where the reply is silent', () => {
    expect(totalOf(rateReading(readUsage(paid({}), asked('auto', 'low')), flat))).toBe('0.003');
    const wide: PaidReply = { ...paid({}), firstKept: { ...square, width: 976, height: 704 } };
    expect(totalOf(rateReading(readUsage(wide, asked('1024x1024', 'low')), flat))).toBe('unpriced-meter');
  });

  it('keeps tokens beside the count of images under a flat entry, and tokens alone under a metered one', () => {
    const read = readUsage(paid({ usage }), asked('1024x1024', 'low'));
    expect(usageUnder(read, metered)).toEqual({ ok: true, value: { text_input: 12n, image_output: 196n } });
    expect(usageUnder(read, flat)).toEqual({ ok: true, value: { text_input: 12n, image_output: 196n, image: 1n } });
  });
});
