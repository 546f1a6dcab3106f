import { describe, expect, test } from 'vitest';
import { mustHold } from '../refusal/must-hold.ts';
import { priceEntry, type PriceEntryInput } from './price-entry.ts';

const image = { meter: 'image', price: '0.10', per: 1 };
const input: PriceEntryInput = {
  provider: 'any',
  model: 'made',
  mode: 'realtime',
  currency: 'USD',
  from: '2026-01-01',
  components: [image],
};
const withComponent = (rules: object) => priceEntry({ ...input, components: [{ ...image, ...rules }] });
const withTerms = (terms: object) => priceEntry({ ...input, ...terms });
const tiers = (...bounds: readonly unknown[]) => ({ tiers: bounds.map((upTo) => ({ upTo, price: '0.1' })) });
const at = (...path: readonly string[]) => ['components', '0', ...path];

test('rules of a component are read as bigints and plain decimals, a free allowance as a first tier at 0', () => {
  const rules = {
    block: 2,
    free: 100,
    tiers: [{ upTo: 10_000, price: '0.040' }],
    counted: 'per-period',
    each: 3,
    times: { meter: 'step', per: 4, least: 2 },
  };
  expect(mustHold(withComponent(rules)).components).toEqual([
    {
      meter: 'image',
      price: '0.1',
      per: 1n,
      when: {},
      block: 2n,
      tiers: [
        { upTo: 100n, price: '0' },
        { upTo: 10_000n, price: '0.04' },
      ],
      tiering: 'graduated',
      counted: 'per-period',
      each: 3n,
      times: { meter: 'step', per: 4n, least: 2n },
    },
  ]);
});

test('terms of a tariff are read likewise', () => {
  const terms = {
    minimumCharge: '0.010',
    credit: { price: '1.00', per: 211 },
    modifiers: [{ multiply: '0.50', when: { serviceTier: 'flex' }, label: 'flex' }],
    sizeTiers: [{ name: '1K', longestEdgeMost: 1024 }],
  };
  expect(mustHold(withTerms(terms))).toMatchObject({
    minimumCharge: '0.01',
    credit: { price: '1', per: 211n },
    modifiers: [{ multiply: '0.5', when: { serviceTier: ['flex'] }, label: 'flex' }],
    sizeTiers: [{ name: '1K', longestEdgeMost: 1024 }],
  });
});

test('what a price list does not say is absent, so that a plain entry stays plain', () => {
  const entry = mustHold(withTerms({}));
  expect(Object.keys(entry)).toEqual(['id', 'kind', 'provider', 'model', 'mode', 'currency', 'validFrom', 'validUntil', 'components']);
  expect(Object.keys(entry.components[0] ?? {})).toEqual(['meter', 'price', 'per', 'when']);
});

describe('refuses a component', () => {
  test.each([
    ['with no tiers in its tiers', { tiers: [] }, 'invalid-tiers', at('tiers')],
    ['with tiers that fall', tiers(10, 5), 'invalid-tiers', at('tiers', '1', 'upTo')],
    ['with a tier twice', tiers(10, 10), 'invalid-tiers', at('tiers', '1', 'upTo')],
    ['with a tier of nothing', tiers(0), 'invalid-tiers', at('tiers', '0', 'upTo')],
    ['with a tier of half a unit', tiers(1.5), 'invalid-tiers', at('tiers', '0', 'upTo')],
    ['with a tier that is none', { tiers: [7] }, 'invalid-tiers', at('tiers', '0')],
    ['with 101 tiers', tiers(...Array.from({ length: 101 }, (_, index) => index + 1)), 'invalid-tiers', at('tiers')],
    ['with a tier of a negative price', { tiers: [{ upTo: 1, price: '-1' }] }, 'invalid-price', at('tiers', '0', 'price')],
    ['with a tier of a price of 40 digits', { tiers: [{ upTo: 1, price: '9'.repeat(40) }] }, 'invalid-price', at('tiers', '0', 'price')],
    ['with a field of a tier nothing reads', { tiers: [{ upTo: 1, price: '1', from: 0 }] }, 'unknown-field', at('tiers', '0', 'from')],
    ['with a first tier inside its free units', { free: 10, ...tiers(10) }, 'invalid-tiers', at('tiers', '0', 'upTo')],
    ['with free units of a volume price', { free: 10, ...tiers(20), tiering: 'volume' }, 'invalid-tiers', at('free')],
    ['with a way of tiering and no tiers', { tiering: 'volume' }, 'invalid-tiers', at('tiering')],
    ['with another way of tiering', { ...tiers(1), tiering: 'slab' }, 'invalid-tariff-rule', at('tiering')],
    ['that counts nothing in a way of its own', { counted: 'per-period' }, 'invalid-tiers', at('counted')],
    ['that counts by the moon', { free: 1, counted: 'per-moon' }, 'invalid-tariff-rule', at('counted')],
    ['in blocks of nothing', { block: 0 }, 'invalid-tariff-rule', at('block')],
    ['in blocks of no number', { block: Number.NaN }, 'invalid-tariff-rule', at('block')],
    ['of units that are none', { each: -1 }, 'invalid-tariff-rule', at('each')],
    ['times what has no name', { times: { meter: 'Steps', per: 1 } }, 'invalid-meter', at('times', 'meter')],
    ['times a meter per nothing', { times: { meter: 'step', per: 0 } }, 'invalid-tariff-rule', at('times', 'per')],
    ['times a word', { times: 'step' }, 'invalid-tariff-rule', at('times')],
    ['times with a field nothing reads', { times: { meter: 'step', per: 1, most: 2 } }, 'unknown-field', at('times', 'most')],
  ])('%s', (_, rules, code, path) => {
    expect(withComponent(rules)).toMatchObject({ ok: false, refusal: { code, path } });
  });
});

describe('refuses a tariff', () => {
  test.each([
    ['with a negative minimum', { minimumCharge: '-0.01' }, 'invalid-price', ['minimumCharge']],
    ['with a minimum that is a number', { minimumCharge: 0.01 }, 'invalid-price', ['minimumCharge']],
    ['in credits per nothing', { credit: { price: '1', per: 0 } }, 'invalid-per', ['credit', 'per']],
    ['in credits that are a word', { credit: 'one' }, 'invalid-tariff-rule', ['credit']],
    ['with no modifiers in its modifiers', { modifiers: [] }, 'invalid-modifier', ['modifiers']],
    ['times zero', { modifiers: [{ multiply: '0' }] }, 'invalid-modifier', ['modifiers', '0', 'multiply']],
    ['times less than zero', { modifiers: [{ multiply: '-0.5' }] }, 'invalid-modifier', ['modifiers', '0', 'multiply']],
    ['times more than a thousand', { modifiers: [{ multiply: '1000.1' }] }, 'invalid-modifier', ['modifiers', '0', 'multiply']],
    ['times a number', { modifiers: [{ multiply: 0.5 }] }, 'invalid-modifier', ['modifiers', '0', 'multiply']],
    ['with a modifier that is none', { modifiers: ['half'] }, 'invalid-modifier', ['modifiers', '0']],
    ['with size tiers without a bound', { sizeTiers: [{ name: '1K' }] }, 'invalid-tariff-rule', ['sizeTiers', '0']],
    [
      'with two size tiers of one name',
      {
        sizeTiers: [
          { name: '1K', pixelsMost: 1 },
          { name: '1K', pixelsMost: 2 },
        ],
      },
      'invalid-tariff-rule',
      ['sizeTiers', '1', 'name'],
    ],
    ['of more than 1,000 components', { components: Array.from({ length: 1001 }, () => image) }, 'invalid-price-entry', ['components']],
  ])('%s', (_, terms, code, path) => {
    expect(withTerms(terms)).toMatchObject({ ok: false, refusal: { code, path } });
  });
});

const many = (count: number) => Array.from({ length: count }, (_, index) => `value-${index}`);

describe('hostile price lists are refused, in bounded time', () => {
  test('with a list of 100,000 values', () => {
    expect(withComponent({ when: { size: many(100_000) } })).toMatchObject({ refusal: { code: 'invalid-condition' } });
  });

  test('with 1,000 components of 1,000 values each', () => {
    const components = Array.from({ length: 1000 }, (_, index) => ({ ...image, when: { size: many(1000), quality: `q${index}` } }));
    expect(withTerms({ components })).toMatchObject({ refusal: { code: 'invalid-price-entry', path: ['components'] } });
  });

  test('with a value of 201 characters', () => {
    expect(withComponent({ when: { size: 'x'.repeat(201) } })).toMatchObject({ refusal: { code: 'invalid-condition' } });
  });

  test('with names that objects have of their own, which are names like any other', () => {
    const conditions: readonly Record<string, string>[] = [{ constructor: 'a' }, { size: 'a' }];
    expect(withTerms({ components: conditions.map((when) => ({ ...image, when })) })).toMatchObject({
      refusal: { code: 'ambiguous-tariff' },
    });
    expect(withComponent({ when: JSON.parse('{"__proto__": "a"}') })).toMatchObject({ refusal: { code: 'invalid-condition' } });
  });
});
