import { entryInForce, formatMoney, parseMoney, priceBook, publishedPriceBook, rateRange, rateUsage, statedCharge } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import { bill, lineTexts, listed, unwrap } from './made-entry.ts';

// The shapes in which the market's bills depend on another price, on a date, on a volume, or on what the provider says; each with a real example as data.

const perMillion = 1_000_000;

/** An output rate in Comfy's credits, for a period. */
const rate = (price: string, from: string, until: string | null) =>
  listed({ from, until, credit: { price: '1.00', per: 211 }, components: [{ meter: 'image_output', price, per: perMillion }] });

describe('By another price', () => {
  const direct = listed({
    provider: 'openai',
    model: 'gpt-image-2',
    components: [{ meter: 'image_output', price: '30.00', per: perMillion }],
  });
  const shares = [
    ['half', '0.5', '0.00294'],
    ['three-quarters', '0.75', '0.00441'],
    ['four-fifths', '0.8', '0.004704'],
    ['data-zone', '1.1', '0.006468'],
    ['venice', '1.15', '0.006762'],
  ] as const;
  const relays = shares.map(([provider, multiply]) =>
    listed({ provider, model: 'gpt-image-2', components: [], basedOn: { provider: 'openai', multiply } }),
  );
  const book = unwrap(priceBook([direct, ...relays]));

  it.each(shares)('bills a share of another table: %s pays %s of openai', (provider, _, cost) => {
    const entry = unwrap(entryInForce(book, { provider, model: 'gpt-image-2', mode: 'realtime' }, '2026-10-01'));
    expect(bill(entry, { image_output: 196n })).toBe(cost);
  });

  it('discounts a mode: batch by half as an entry of its own, flex and priority by a modifier', () => {
    const batch = listed({
      provider: 'openai',
      model: 'gpt-image-2',
      mode: 'batch',
      components: [],
      basedOn: { mode: 'realtime', multiply: '0.5' },
    });
    const both = unwrap(priceBook([direct, batch]));
    const entry = unwrap(entryInForce(both, { provider: 'openai', model: 'gpt-image-2', mode: 'batch' }, '2026-10-01'));
    expect(bill(entry, { image_output: 196n })).toBe('0.00294');
    const served = listed({
      components: [{ meter: 'image_output', price: '30.00', per: perMillion }],
      modifiers: [
        { multiply: '0.5', when: { serviceTier: 'flex' } },
        { multiply: '1.75', when: { serviceTier: 'priority' } },
      ],
    });
    const cost = (serviceTier: string) => bill(served, { image_output: 196n }, { serviceTier });
    expect([cost('standard'), cost('flex'), cost('priority')]).toEqual(['0.00588', '0.00294', '0.01029']);
  });

  it('changes on a date: Comfy raised its output rate by a fifth on 2026-08-07', () => {
    const dated = unwrap(priceBook([rate('6330', '2026-04-22', '2026-08-07'), rate('7596', '2026-08-07', null)]));
    const at = (instant: string) =>
      bill(unwrap(entryInForce(dated, { provider: 'any', model: 'made', mode: 'realtime' }, instant)), { image_output: 1000n });
    expect([at('2026-08-06T23:59:59.999Z'), at('2026-08-07')]).toEqual(['0.03', '0.036']);
  });
});

describe('By volume and by fee', () => {
  const tiered = listed({
    minimumCharge: '0.01',
    components: [
      {
        meter: 'image',
        price: '0.03',
        per: 1,
        tiers: [
          { upTo: 100, price: '0' },
          { upTo: 10_000, price: '0.04' },
        ],
        counted: 'per-period',
      },
    ],
  });

  it('is free for the first 100 images, then 0.04, from 10,000 on 0.03, at least 0.01 a call', () => {
    const after = (image: bigint) => bill(tiered, { image: 2n }, {}, { image });
    expect([after(0n), after(98n), after(99n), after(100n), after(9_999n), after(10_000n)]).toEqual([
      '0.01',
      '0.01',
      '0.04',
      '0.08',
      '0.07',
      '0.06',
    ]);
    expect(lineTexts(unwrap(rateUsage({ image: 2n }, tiered, {}, { image: 0n })))).toEqual([
      '2 image at 0/1: 0',
      '1 minimum_charge at 0.01/1: 0.01',
    ]);
  });

  it('is a range while the usage so far is not known', () => {
    expect(rateUsage({ image: 2n }, tiered)).toMatchObject({ refusal: { code: 'prior-usage-missing' } });
    const two = { image: 2n };
    const range = unwrap(rateRange({ floor: two, expected: two, ceiling: two }, tiered));
    expect([range.floor, range.expected, range.ceiling].map(({ total }) => formatMoney(total))).toEqual(['0.01', '0.08', '0.08']);
    const known = unwrap(rateRange({ floor: two, expected: two, ceiling: two }, tiered, { priorUsage: { image: 9_999n } }));
    expect([formatMoney(known.floor.total), formatMoney(known.ceiling.total)]).toEqual(['0.07', '0.07']);
  });

  it('takes a fee on a top-up: OpenRouter, 5.5% and at least 0.80', () => {
    const fee = listed({ minimumCharge: '0.80', components: [{ meter: 'top_up_pico', price: '0.055', per: 1_000_000_000_000 }] });
    const feeOf = (amount: string) => bill(fee, { top_up_pico: unwrap(parseMoney(amount, 'USD')).pico });
    expect([feeOf('5'), feeOf('14.54'), feeOf('14.56'), feeOf('100')]).toEqual(['0.8', '0.8', '0.8008', '5.5']);
  });

  it('holds what the provider states against what was computed, and follows it', () => {
    const published = unwrap(
      entryInForce(publishedPriceBook, { provider: 'openai', model: 'gpt-image-2', mode: 'realtime' }, '2026-10-01'),
    );
    const computed = unwrap(rateUsage({ text_input: 20n, image_output: 129n }, published));
    const stated = unwrap(statedCharge(unwrap(parseMoney('0.004', 'USD')), computed));
    expect([stated.computed, stated.difference, stated.total].map((money) => money && formatMoney(money))).toEqual([
      '0.00397',
      '0.00003',
      '0.004',
    ]);
    expect(lineTexts(stated).at(-1)).toBe('1 stated_difference at 0.00003/1: 0.00003');
  });
});
