import { describe, expect, test } from 'vitest';
import { formatMoney } from '../money/money.ts';
import { rateUsage } from '../rating/rate-usage.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { entryInForce } from './entry-in-force.ts';
import { entryOnBase } from './entry-on-base.ts';
import { priceBook } from './price-book.ts';
import { priceEntry, type PriceEntry, type PriceEntryInput } from './price-entry.ts';

const made = (change: Partial<PriceEntryInput>): PriceEntry =>
  mustHold(
    priceEntry({
      provider: 'openai',
      model: 'gpt-image-2',
      mode: 'realtime',
      currency: 'USD',
      from: '2026-01-01',
      components: [],
      ...change,
    }),
  );
const tokens = (price: string) => [{ meter: 'image_output', price, per: 1_000_000 }];
const early = made({ until: '2026-06-01', components: tokens('40.00') });
const late = made({ from: '2026-06-01', components: tokens('30.00') });
const relay = made({ provider: 'relay', from: '2026-03-01', until: '2026-09-01', basedOn: { provider: 'openai', multiply: '0.5' } });
const dearer = made({ provider: 'dearer', basedOn: { provider: 'relay', multiply: '1.1' } });
const book = mustHold(priceBook([dearer, relay, late, early]));

const at = (provider: string, instant: string): string => {
  const entry = entryInForce(book, { provider, model: 'gpt-image-2', mode: 'realtime' }, instant);
  return entry.ok ? formatMoney(mustHold(rateUsage({ image_output: 1000n }, entry.value)).total) : entry.refusal.code;
};

describe('an entry based on another', () => {
  test.each([
    ['relay', '2026-02-28', 'no-price-in-force'],
    ['relay', '2026-03-01', '0.02'],
    ['relay', '2026-05-31T23:59:59Z', '0.02'],
    ['relay', '2026-06-01', '0.015'],
    ['relay', '2026-09-01', 'no-price-in-force'],
    ['dearer', '2026-05-31', '0.022'],
    ['dearer', '2026-06-01', '0.0165'],
    ['dearer', '2026-01-01', 'no-price-in-force'],
  ])('follows its base, and the base of that: %s at %s charges %s', (provider, instant, expected) => {
    expect(at(provider, instant)).toBe(expected);
  });

  test('keeps its id and names its base, so that what cites it can be rated again', () => {
    const entry = mustHold(entryInForce(book, { provider: 'relay', model: 'gpt-image-2', mode: 'realtime' }, '2026-07-01'));
    expect(entry).toMatchObject({
      id: relay.id,
      kind: 'metered',
      validFrom: '2026-06-01T00:00:00Z',
      validUntil: '2026-09-01T00:00:00Z',
      basedOn: { provider: 'openai', model: 'gpt-image-2', mode: 'realtime', multiply: '0.5', entry: late.id },
    });
    expect(entryOnBase(relay, late)).toEqual({ ok: true, value: entry });
  });

  test('finds the model that a snapshot of its base stands for', () => {
    const flare = made({ model: 'gpt-image-2.5-flare', components: tokens('30.00') });
    const snapshot = made({ provider: 'relay', basedOn: { provider: 'openai', model: 'gpt-image-2.5-flare-2026-09-08', multiply: '0.5' } });
    const key = { provider: 'relay', model: 'gpt-image-2', mode: 'realtime' } as const;
    expect(entryInForce(mustHold(priceBook([flare, snapshot])), key, '2026-10-01')).toMatchObject({
      value: { basedOn: { entry: flare.id } },
    });
  });

  test('takes the credits, size tiers and minimum of its base along, the minimum multiplied too', () => {
    const base = made({ credit: { price: '0.01', per: 1 }, minimumCharge: '0.05', components: [{ meter: 'image', price: '3', per: 1 }] });
    const half = mustHold(entryOnBase(made({ provider: 'relay', basedOn: { provider: 'openai', multiply: '0.5' } }), base));
    expect(half).toMatchObject({ kind: 'flat', minimumCharge: '0.025' });
    expect(mustHold(rateUsage({ image: 1n }, half)).lines).toMatchObject([
      { meter: 'image', unitPrice: '3', ratio: { multiply: 1n, divide: 200n }, amount: { pico: 15_000_000_000n } },
      { meter: 'minimum_charge', amount: { pico: 10_000_000_000n } },
    ]);
  });

  test('has no price by itself, and none in a book without its base', () => {
    expect(rateUsage({ image_output: 1n }, relay)).toMatchObject({ refusal: { code: 'modifier-without-base' } });
    const alone = mustHold(priceBook([relay]));
    expect(entryInForce(alone, { provider: 'relay', model: 'gpt-image-2', mode: 'realtime' }, '2026-07-01')).toMatchObject({
      refusal: { code: 'no-price-in-force' },
    });
  });
});

const hour = (index: number) => new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString();

test('a book of 20,000 entries based on 20,000 others is made in bounded time', () => {
  const slots = Array.from({ length: 20_000 }, (_, index) => ({ from: hour(index), until: hour(index + 1) }));
  const bases = slots.map((each) => made({ ...each, components: tokens('30.00') }));
  const relays = slots.map((each) => made({ ...each, provider: 'relay', basedOn: { provider: 'openai', multiply: '0.5' } }));
  const large = mustHold(priceBook([...relays, ...bases]));
  const found = entryInForce(large, { provider: 'relay', model: 'gpt-image-2', mode: 'realtime' }, hour(12_345));
  expect(found).toMatchObject({ value: { id: relays[12_345]?.id, basedOn: { entry: bases[12_345]?.id } } });
});

describe('refuses', () => {
  test('entries based on each other', () => {
    const one = made({ provider: 'one', basedOn: { provider: 'two', multiply: '0.5' } });
    const two = made({ provider: 'two', basedOn: { provider: 'one', multiply: '2' } });
    expect(priceBook([one, two])).toMatchObject({ refusal: { code: 'circular-modifier', path: ['basedOn'] } });
  });

  test.each([150, 20_000])('a chain of %i entries, each based on the next', (length) => {
    const chain = Array.from({ length }, (_, index) =>
      made({ provider: `relay-${index}`, basedOn: { provider: index === length - 1 ? 'openai' : `relay-${index + 1}`, multiply: '1.01' } }),
    );
    expect(priceBook([...chain, late]).ok).toBe(false);
    expect(priceBook([late, ...chain.toReversed()]).ok).toBe(false);
    expect(priceBook([late, ...chain.slice(-90)]).ok).toBe(true);
  });

  test('a base in another currency', () => {
    const euros = made({ provider: 'relay', currency: 'EUR', basedOn: { provider: 'openai', multiply: '0.5' } });
    expect(priceBook([late, euros])).toMatchObject({ refusal: { code: 'invalid-modifier', path: ['basedOn'] } });
  });

  test.each([
    ['components of its own', { components: tokens('1'), basedOn: { provider: 'openai', multiply: '0.5' } }, ['components']],
    ['credits of its own', { credit: { price: '1', per: 1 }, basedOn: { provider: 'openai', multiply: '0.5' } }, ['credit']],
    ['itself as its base', { basedOn: { provider: 'relay', multiply: '0.5' } }, ['basedOn']],
    ['a base without a name', { basedOn: { provider: '', multiply: '0.5' } }, ['basedOn']],
    ['a base that is a word', { basedOn: 'openai' }, ['basedOn']],
    ['a factor of zero', { basedOn: { provider: 'openai', multiply: '0' } }, ['basedOn', 'multiply']],
    ['a factor that is a share', { basedOn: { provider: 'openai', multiply: '50%' } }, ['basedOn', 'multiply']],
    ['a field nothing reads', { basedOn: { provider: 'openai', multiply: '1', minus: '1' } }, ['basedOn', 'minus']],
  ])('an entry with %s', (_, change, path) => {
    const entry = {
      provider: 'relay',
      model: 'gpt-image-2',
      mode: 'realtime',
      currency: 'USD',
      from: '2026-01-01',
      components: [],
      ...change,
    };
    expect(priceEntry(entry as PriceEntryInput)).toMatchObject({ ok: false, refusal: { path } });
  });
});
