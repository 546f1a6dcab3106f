import { describe, expect, test } from 'vitest';
import { priceEntry, type PriceEntryInput } from './price-entry.ts';

const input: PriceEntryInput = {
  provider: 'openai',
  model: 'gpt-image-2',
  mode: 'realtime',
  currency: 'USD',
  from: '2026-04-21',
  until: null,
  components: [
    { meter: 'text_input', price: '5.00', per: 1_000_000 },
    { meter: 'image_output', price: '30.00', per: 1_000_000, label: 'image output tokens' },
  ],
  source: 'a price list',
  checkedOn: '2026-11-20',
};
const withComponents = (...components: readonly unknown[]) => priceEntry({ ...input, components } as PriceEntryInput);
const image = { meter: 'image', price: '0.10', per: 1 };

test('a price list row becomes an entry, its prices without trailing zeros and its period in UTC', () => {
  expect(priceEntry({ ...input, until: '2026-12-01T02:00:00+02:00' })).toEqual({
    ok: true,
    value: {
      id: 'openai/gpt-image-2/realtime/2026-04-21T00:00:00Z',
      kind: 'metered',
      provider: 'openai',
      model: 'gpt-image-2',
      mode: 'realtime',
      currency: 'USD',
      validFrom: '2026-04-21T00:00:00Z',
      validUntil: '2026-12-01T00:00:00Z',
      source: 'a price list',
      checkedOn: '2026-11-20',
      components: [
        { meter: 'text_input', price: '5', per: 1_000_000n, when: {} },
        { meter: 'image_output', price: '30', per: 1_000_000n, when: {}, label: 'image output tokens' },
      ],
    },
  });
});

test('an id that is given is kept', () => {
  expect(priceEntry({ ...input, id: '019aa' })).toMatchObject({ value: { id: '019aa' } });
});

test('a tariff that only counts images, calls or requests is flat, any other metered', () => {
  expect(withComponents(image)).toMatchObject({ value: { kind: 'flat' } });
  expect(withComponents(image, { meter: 'call', price: '0.01', per: 1 })).toMatchObject({ value: { kind: 'flat' } });
  expect(withComponents(image, { meter: 'text_input', price: '5', per: 1 })).toMatchObject({ value: { kind: 'metered' } });
  expect(withComponents({ meter: 'pixel', price: '0.000000019', per: 1 })).toMatchObject({ value: { kind: 'metered' } });
});

test('a stated kind must be the one the components make', () => {
  expect(priceEntry({ ...input, kind: 'metered' }).ok).toBe(true);
  expect(priceEntry({ ...input, kind: 'flat' })).toMatchObject({ refusal: { code: 'invalid-price-entry', path: ['kind'] } });
});

test('a condition is a value or a list of them', () => {
  const entry = withComponents({ ...image, when: { quality: 'low', size: ['1024x1536', '1536x1024', '1024x1536'] } });
  expect(entry).toMatchObject({ value: { components: [{ when: { quality: ['low'], size: ['1024x1536', '1536x1024'] } }] } });
});

test('an entry cannot be edited', () => {
  const entry = priceEntry(input);
  expect(
    entry.ok && Object.isFrozen(entry.value) && Object.isFrozen(entry.value.components) && Object.isFrozen(entry.value.components[0]),
  ).toBe(true);
});

describe('refuses a tariff', () => {
  test.each([
    ['of nothing', [], 'empty-tariff', ['components']],
    ['with a negative price', [{ ...image, price: '-0.1' }], 'invalid-price', ['components', '0', 'price']],
    ['with a price too fine', [{ ...image, price: '0.0000000000001' }], 'invalid-price', ['components', '0', 'price']],
    ['with a price of 40 digits', [{ ...image, price: '9'.repeat(40) }], 'invalid-price', ['components', '0', 'price']],
    ['with a price that is a number', [{ ...image, price: 0.1 }], 'invalid-price', ['components', '0', 'price']],
    ['per nothing', [{ ...image, per: 0 }], 'invalid-per', ['components', '0', 'per']],
    ['per half a unit', [{ ...image, per: 0.5 }], 'invalid-per', ['components', '0', 'per']],
    ['per more than whole numbers can say', [{ ...image, per: 2 ** 53 }], 'invalid-per', ['components', '0', 'per']],
    ['with a nameless meter', [{ ...image, meter: '' }], 'invalid-meter', ['components', '0', 'meter']],
    ['with a meter that is no name', [{ ...image, meter: 'Image Output' }], 'invalid-meter', ['components', '0', 'meter']],
    ['with an empty list of values', [{ ...image, when: { quality: [] } }], 'invalid-condition', ['components', '0', 'when', 'quality']],
    [
      'with a condition that is a number',
      [{ ...image, when: { quality: 1 } }],
      'invalid-condition',
      ['components', '0', 'when', 'quality'],
    ],
    ['with conditions that are a list', [{ ...image, when: ['low'] }], 'invalid-condition', ['components', '0', 'when']],
    ['with a field nothing reads', [{ ...image, discount: '0.5' }], 'unknown-field', ['components', '0', 'discount']],
    ['with a component that is none', [null], 'invalid-price-entry', ['components', '0']],
    ['with a label that is none', [{ ...image, label: 3 }], 'invalid-price-entry', ['components', '0', 'label']],
  ])('%s', (_, components, code, path) => {
    expect(withComponents(...components)).toMatchObject({ ok: false, refusal: { code, path } });
  });

  test.each([
    ['twice the same', {}, {}],
    ['always, and under a condition', {}, { quality: 'low' }],
    ['under conditions of different keys', { quality: 'low' }, { size: '1024x1024' }],
    ['under lists that share a value', { size: ['1024x1024', '1024x1536'] }, { size: ['1024x1536'] }],
  ])('with one meter priced %s', (_, first, second) => {
    const refusal = withComponents({ ...image, when: first }, { ...image, when: second });
    expect(refusal).toMatchObject({ ok: false, refusal: { code: 'ambiguous-tariff', path: ['components', '1', 'when'] } });
  });

  test('but takes one meter under conditions that exclude each other', () => {
    expect(withComponents({ ...image, when: { quality: 'low' } }, { ...image, when: { quality: 'high' } }).ok).toBe(true);
  });
});

test.each([
  [{ provider: '' }, 'invalid-price-entry', ['provider']],
  [{ model: 3 }, 'invalid-price-entry', ['model']],
  [{ mode: 'flex' }, 'invalid-price-entry', ['mode']],
  [{ currency: 'usd' }, 'invalid-currency', ['currency']],
  [{ from: 'yesterday' }, 'invalid-instant', ['from']],
  [{ from: undefined }, 'invalid-instant', ['from']],
  [{ until: '2026-02-30' }, 'invalid-instant', ['until']],
  [{ until: '2026-04-21' }, 'invalid-period', ['until']],
  [{ until: '2025-01-01' }, 'invalid-period', ['until']],
  [{ note: 7 }, 'invalid-price-entry', ['note']],
  [{ minimum: '0.01' }, 'unknown-field', ['minimum']],
])('refuses an entry with %j', (change, code, path) => {
  expect(priceEntry({ ...input, ...change } as PriceEntryInput)).toMatchObject({ ok: false, refusal: { code, path } });
});

test.each([null, 'entry', 3])('refuses %j as an entry', (value) => {
  expect(priceEntry(value as unknown as PriceEntryInput)).toMatchObject({ ok: false, refusal: { code: 'invalid-price-entry' } });
});
