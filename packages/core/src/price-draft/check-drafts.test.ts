import { describe, expect, it } from 'vitest';
import { mustHold } from '../refusal/must-hold.ts';
import { parseInstant } from '../time/instant.ts';
import { providerFacts } from '../catalog/providers.ts';
import { publishedPriceEntries } from '../price-book/published-price-book.ts';
import { checkDrafts } from './check-drafts.ts';
import { storedTariff, type KnownPrice } from './known-price.ts';
import type { PriceDraft } from './price-draft.ts';

const at = mustHold(parseInstant('2026-11-20T12:00:00Z'));
const rates = { text_input: '5', text_input_cached: '1.25', image_input: '8', image_input_cached: '2', image_output: '30' };
const perMillion = (prices: Readonly<Record<string, string>>) =>
  Object.entries({ ...rates, ...prices }).map(([meter, price]) => ({ meter, price, per: 1_000_000 }));
const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime', currency: 'USD' } as const;
const read = { source: 'Price page', checkedOn: '2026-11-19' };

const listPrice: KnownPrice = {
  ...key,
  ...read,
  id: 'list',
  originId: null,
  baseId: null,
  ratedTariff: null,
  note: null,
  validFrom: '2026-04-21T00:00:00Z',
  validUntil: null,
  tariff: { components: perMillion({}) },
};
const entry = { ...key, ...read, from: '2027-01-01', components: perMillion({ image_output: '36' }) };
const add = (change: object = {}): PriceDraft => ({ id: 'a', action: 'add', entry: { ...entry, ...change } });
const check = (...drafts: readonly PriceDraft[]) => checkDrafts({ known: [listPrice], drafts, at });
const told = (...drafts: readonly PriceDraft[]) =>
  check(...drafts).problems.map(({ field, code, severity }) => `${severity} ${code} ${field}`);

describe('A draft', () => {
  it('that is complete has no problem', () => {
    expect(check(add()).problems).toEqual([]);
  });

  it('tells every problem at once, each beside its field, and what would be taken', () => {
    const components = [
      { meter: 'image_output', price: '1,234.50', per: 1_000_000 },
      { meter: 'text_input', price: '5e-1', per: 0 },
      { meter: 'Text', price: '0.0000000000001', per: 1 },
    ];
    const { problems } = check(
      add({ from: '1999-12-31', until: '1999-01-01', currency: 'dollars', source: '', checkedOn: '2026-11-21', components }),
    );
    expect(problems.map(({ field, code, accepted }) => [field, code, accepted])).toEqual([
      ['currency', 'invalid-currency', []],
      ['components.2.meter', 'invalid-meter', []],
      ['components.0.price', 'invalid-price', ['1234.5']],
      ['components.1.price', 'invalid-price', ['0.5']],
      ['components.2.price', 'invalid-price', []],
      ['components.1.per', 'invalid-per', []],
      ['until', 'invalid-period', []],
      ['from', 'invalid-period', []],
      ['source', 'source-missing', []],
      ['checkedOn', 'invalid-instant', ['2026-11-20']],
    ]);
    expect(problems.every(({ severity }) => severity === 'error')).toBe(true);
    expect(problems.find(({ field }) => field === 'components.0.price')?.message).toBe(
      'A price has no commas. "1,234.50" is no plain decimal such as 0.00397: write plain digits with at most 12 decimals.',
    );
  });

  it.each([
    ['nothing at all', null, ['provider', 'model', 'mode', 'currency', 'from', 'components', 'source', 'checkedOn']],
    ['an instant finer than is kept', { ...entry, from: '2027-01-01T00:00:00.1234567Z' }, ['from']],
    ['a day the calendar lacks', { ...entry, from: '2027-02-30' }, ['from']],
    ['two prices of one meter', { ...entry, components: [...entry.components, ...entry.components] }, ['components.5.when']],
    ['a field nothing reads', { ...entry, discount: '5' }, ['discount']],
  ])('is refused for %s', (_what, typed, fields) => {
    expect(
      check({ id: 'a', action: 'add', entry: typed })
        .problems.map(({ field }) => field)
        .toSorted(),
    ).toEqual(fields.toSorted());
  });

  it('leaves no meter of the model without a price', () => {
    const components = entry.components.filter(({ meter }) => meter !== 'image_input_cached');
    expect(told(add({ components }))).toEqual(['error unpriced-meter components.image_input_cached']);
    const low = [{ meter: 'image', price: '0.01', per: 1, when: { quality: 'low' } }];
    expect(told(add({ components: low }))).toEqual(['confirm partly-priced components.image']);
  });

  it('has a price that is ten times off, or zero, confirmed by name', () => {
    expect(told(add({ components: perMillion({ image_output: '299.99', text_input: '0.51' }) }))).toEqual([]);
    const { problems } = check(add({ components: perMillion({ image_output: '300', text_input: '0.5', image_input: '0' }) }));
    expect(problems.map(({ name, severity, message }) => [name, severity, message])).toEqual([
      ['a:zero-price:components.2.price', 'confirm', 'image_input would be free: confirm that its price is zero.'],
      [
        'a:price-off-predecessor:components.0.price',
        'confirm',
        'text_input would cost 1/10 of the price before it: confirm it, or check the units.',
      ],
      [
        'a:price-off-predecessor:components.4.price',
        'confirm',
        'image_output would cost 10 times the price before it: confirm it, or check the units.',
      ],
    ]);
    const perThousand = entry.components.map((component) => ({ ...component, per: 1000 }));
    expect(told(add({ provider: 'piapi', components: perThousand }))).toContain('confirm price-off-neighbour components.4.price');
    expect(told(add({ mode: 'batch', components: perThousand }))).toContain('confirm price-off-neighbour components.4.price');
    const dear = { ...listPrice, id: 'dear', provider: 'a relay', tariff: { components: perThousand } };
    const beside = checkDrafts({ known: [dear, listPrice], drafts: [add({ provider: 'piapi' })], at });
    expect(beside.problems).toEqual([]);
  });

  it('that opens a gap, ends coverage, or changes the past is confirmed by name', () => {
    expect(told(add({ until: '2027-02-01' }))).toEqual([]);
    expect(told({ id: 'a', action: 'correct', targetId: 'list', entry: { ...entry, from: '2026-04-21', until: '2027-01-01' } })).toEqual([
      'confirm gap-in-coverage until',
    ]);
    expect(told(add({ from: '2026-11-01' }))).toEqual(['confirm applies-in-the-past from']);
    expect(told({ id: 'b', action: 'close', targetId: 'list', endsAt: '2026-12-01' }, add())).toEqual([]);
    expect(told({ id: 'b', action: 'close', targetId: 'list', endsAt: '2026-11-01' })).toEqual(['confirm applies-in-the-past endsAt']);
  });

  it('without an end says which scheduled price it would replace', () => {
    const known = [
      { ...listPrice, validUntil: '2027-06-01T00:00:00Z' },
      { ...listPrice, id: 'summer', validFrom: '2027-06-01T00:00:00Z' },
    ];
    const { problems } = checkDrafts({ known, drafts: [add()], at });
    expect(problems.map(({ code, accepted }) => [code, accepted])).toEqual([['replaces-scheduled', ['2027-06-01T00:00:00Z']]]);
  });

  it('about an entry is refused where that is no longer known, has begun, or ends otherwise', () => {
    expect(told({ id: 'a', action: 'withdraw', targetId: 'gone' })).toEqual(['error price-entry-not-known targetId']);
    expect(told({ id: 'a', action: 'withdraw', targetId: 'list' })).toEqual(['error already-valid targetId']);
    expect(told({ id: 'a', action: 'close', targetId: 'list', endsAt: '2026-04-21' })).toEqual(['error invalid-period endsAt']);
    expect(told({ id: 'a', action: 'close', targetId: 'list', endsAt: 'soon' })).toEqual(['error invalid-instant endsAt']);
    expect(told({ id: 'a', action: 'correct', targetId: 'list', entry: { ...entry, model: 'gpt-image-1' } })).toContain(
      'error conflicting-drafts model',
    );
  });

  it('and another of the same price at the same instant conflict', () => {
    expect(told(add(), { ...add(), id: 'b' })).toEqual(['error conflicting-drafts ']);
    expect(told(add(), { ...add({ from: '2027-02-01' }), id: 'b' })).toEqual([]);
  });
});

it('A margin over the cost book stands in a sell book, over a cost in its currency that applies with it', () => {
  const margin = { id: 'a', action: 'add', entry: { ...entry, components: [], basedOn: { book: 'cost', multiply: '1.25' } } } as const;
  const over = (book: 'cost' | 'sell', costs: readonly KnownPrice[]) =>
    checkDrafts({ known: [], drafts: [margin], at, book, costs }).problems.map(
      ({ code, severity, field }) => `${severity} ${code} ${field}`,
    );
  expect(over('sell', [listPrice])).toEqual([]);
  expect(over('cost', [listPrice])).toEqual(['error invalid-modifier basedOn.book']);
  const without = ['error modifier-without-base basedOn'];
  expect(over('sell', [])).toEqual(without);
  expect(over('sell', [{ ...listPrice, currency: 'EUR' }])).toEqual(without);
  expect(over('sell', [{ ...listPrice, validUntil: '2027-01-01T00:00:00Z' }])).toEqual(without);
});

it('Every published entry passes, and the one meter that a provider prices nowhere is to be confirmed', () => {
  const drafts = publishedPriceEntries.map((published, index) => ({ id: String(index), action: 'add' as const, entry: published }));
  const { problems, changes } = checkDrafts({ known: [], drafts, at });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const unpriced = problems.filter(({ code }) => code === 'unpriced-meter');
  expect(unpriced.map(({ draftId, message }) => [publishedPriceEntries[Number(draftId)]?.provider, message])).toEqual([
    [
      'piapi',
      'gpt-image-1.5 can bill text_output, for which piapi publishes no price: usage with any would stay unpriced. Confirm it, or give the price.',
    ],
  ]);
  const priced = publishedPriceEntries.map(({ provider, components }) => [provider, components.map(({ meter }) => meter)] as const);
  const listed = providerFacts.filter(({ name, unlistedMeters }) =>
    priced.some(([provider, meters]) => provider === name && unlistedMeters.some((meter) => meters.includes(meter))),
  );
  expect(listed).toEqual([]);
  const elsewhere = add({ model: 'gpt-image-1.5', components: perMillion({}) });
  expect(told(elsewhere)).toContain('error unpriced-meter components.text_output');
  expect(changes.flatMap(({ adds }) => adds)).toHaveLength(publishedPriceEntries.length);
  expect(changes[0]?.adds[0]?.tariff).toEqual(storedTariff(publishedPriceEntries[0] ?? { components: [] }));
});
