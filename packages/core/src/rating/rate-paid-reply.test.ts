import { describe, expect, test } from 'vitest';
import { usageFromReading } from '../meter/usage-from-reading.ts';
import { formatMoney, parseMoney } from '../money/money.ts';
import { entryInForce } from '../price-book/entry-in-force.ts';
import { priceEntry, type PriceEntry } from '../price-book/price-entry.ts';
import { publishedPriceBook } from '../price-book/published-price-book.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { ratePaidReply, type PaidCharge } from './rate-paid-reply.ts';
import { statedCharge } from './stated-charge.ts';

const published = (provider: string, model: string): PriceEntry =>
  mustHold(entryInForce(publishedPriceBook, { provider, model, mode: 'realtime' }, '2026-10-01'));
const metered = published('openai', 'gpt-image-2');
const flat = published('piapi', 'gpt-image-2-preview');
const reading = { input_tokens: 20, output_tokens: 129, total_tokens: 149 };
const tokens = usageFromReading('images', reading);
const missing = usageFromReading('images', { data: [] });
const counts = { image: 1n };
const dollars = (amount: string) => mustHold(parseMoney(amount, 'USD'));
const shown = (paid: PaidCharge) => [paid.state, paid.state === 'UNBILLED' ? paid.reason.code : formatMoney(paid.charge.total)];

/** An entry that bills a cent for a million of each of these meters. */
function billing(meters: readonly string[]): PriceEntry {
  const components = meters.map((meter) => ({ meter, price: '0.01', per: 1_000_000 }));
  return mustHold(priceEntry({ provider: 'any', model: 'made', mode: 'realtime', currency: 'USD', from: '2026-01-01', components }));
}

describe('a paid reply', () => {
  test('with a reading is settled by it', () => {
    expect(shown(ratePaidReply({ tokens, counts }, metered))).toEqual(['SETTLED', '0.00397']);
  });

  test('is settled by its images at a flat price, with a reading or without', () => {
    expect(shown(ratePaidReply({ tokens, counts }, flat))).toEqual(['SETTLED', '0.1']);
    expect(shown(ratePaidReply({ tokens: missing, counts }, flat))).toEqual(['SETTLED', '0.1']);
  });

  test('is settled by its pixels where they are what is billed, and its tokens unbilled where they are billed too', () => {
    const pixels = { image: 1n, pixel: 1_048_576n };
    expect(shown(ratePaidReply({ tokens: missing, counts: pixels }, billing(['pixel'])))).toEqual(['SETTLED', '0.01048576']);
    expect(shown(ratePaidReply({ tokens: missing, counts: pixels }, billing(['pixel', 'text_input'])))).toEqual([
      'UNBILLED',
      'usage-missing',
    ]);
  });

  test('without a reading is unbilled, never zero', () => {
    expect(shown(ratePaidReply({ tokens: missing, counts }, metered))).toEqual(['UNBILLED', 'usage-missing']);
  });

  test('without a reading is estimated where an estimate is given, and says so', () => {
    const paid = ratePaidReply({ tokens: missing, counts, estimate: { text_input: 20n, image_output: 129n } }, metered);
    expect(shown(paid)).toEqual(['ESTIMATED', '0.00397']);
    expect(paid).toMatchObject({ reason: { code: 'usage-missing' } });
  });

  test('with a contradictory reading is unbilled with that reading, whatever is estimated', () => {
    const wrong = { ...reading, total_tokens: 150 };
    const paid = ratePaidReply({ tokens: usageFromReading('images', wrong), counts, estimate: { image_output: 129n } }, metered);
    expect(paid).toMatchObject({ state: 'UNBILLED', reason: { code: 'usage-contradictory', details: { reading: wrong } } });
  });

  test('with a meter that has no price is unbilled with what was used', () => {
    const used = { text_input: 20n, text_output: 9n, image_output: 129n };
    const paid = ratePaidReply({ tokens: { ok: true, value: used }, counts }, metered);
    expect(paid).toMatchObject({ state: 'UNBILLED', reason: { code: 'unpriced-meter', details: { reading: used } } });
  });

  test('of a stated cost is settled at it, the difference being a line of its own', () => {
    const paid = ratePaidReply({ tokens, counts, stated: dollars('0.0039') }, metered);
    expect(shown(paid)).toEqual(['SETTLED', '0.0039']);
    expect(paid.state === 'SETTLED' && paid.charge.lines.map(({ meter, amount }) => [meter, formatMoney(amount)])).toEqual([
      ['text_input', '0.0001'],
      ['image_output', '0.00387'],
      ['stated_difference', '-0.00007'],
    ]);
  });

  test('of a stated cost and no reading is settled all the same', () => {
    const paid = ratePaidReply({ tokens: missing, counts, stated: dollars('0.0039') }, metered);
    expect(paid.state === 'SETTLED' && paid.charge.lines.map(({ meter }) => meter)).toEqual(['stated_difference']);
  });

  test('of a stated cost in another currency is unbilled, with the statement and the reading', () => {
    const stated = mustHold(parseMoney('0.0039', 'EUR'));
    const paid = ratePaidReply({ tokens, counts, stated }, metered);
    expect(shown(paid)).toEqual(['UNBILLED', 'invalid-stated-cost']);
    expect(paid).toMatchObject({ reason: { details: { stated, reading: { text_input: 20n, image_output: 129n } } } });
    const wrong = { ...reading, total_tokens: 150 };
    expect(ratePaidReply({ tokens: usageFromReading('images', wrong), counts, stated }, metered)).toMatchObject({
      reason: { code: 'invalid-stated-cost', details: { reading: wrong } },
    });
  });
});

test('a stated cost that agrees is a difference of a known zero', () => {
  const paid = ratePaidReply({ tokens, counts }, metered);
  const stated = paid.state === 'UNBILLED' ? undefined : mustHold(statedCharge(dollars('0.00397'), paid.charge));
  expect(stated?.lines.at(-1)).toEqual({
    meter: 'stated_difference',
    quantity: 1n,
    unitPrice: '0',
    per: 1n,
    amount: { currency: 'USD', pico: 0n },
    rounded: false,
  });
});

test('a negative statement is refused', () => {
  expect(statedCharge(dollars('-0.01'))).toMatchObject({ refusal: { code: 'invalid-stated-cost' } });
});
