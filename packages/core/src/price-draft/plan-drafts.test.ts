import { describe, expect, it } from 'vitest';
import { mustHold } from '../refusal/must-hold.ts';
import { parseInstant } from '../time/instant.ts';
import { changeWords } from './change-words.ts';
import { checkDrafts } from './check-drafts.ts';
import type { KnownPrice } from './known-price.ts';
import type { PriceDraft } from './price-draft.ts';

const at = mustHold(parseInstant('2026-11-20T12:00:00Z'));
const day = (text: string | null) => (text === null ? null : `${text}T00:00:00Z`);

/** A known price per image of a model that there are no facts of, over UTC days. */
function known(id: string, price: string, [from, until]: readonly [string, string | null], rest: Partial<KnownPrice> = {}): KnownPrice {
  const stated = { provider: 'p', model: 'm', mode: 'realtime', currency: 'USD', source: null, checkedOn: null, note: null } as const;
  const own = { originId: null, baseId: null, ratedTariff: null, validFrom: day(from) ?? '', validUntil: day(until) };
  return { ...stated, id, tariff: { components: [{ meter: 'image', price, per: 1 }] }, ...own, ...rest };
}

function draft(id: string, price: string, [from, until]: readonly [string, string | null], rest: object = {}): PriceDraft {
  const entry = { provider: 'p', model: 'm', mode: 'realtime', currency: 'USD', from, until, source: 's', checkedOn: '2026-11-20' };
  return { id, action: 'add', entry: { ...entry, components: [{ meter: 'image', price, per: 1 }], ...rest } };
}

/** What the timeline would be, and what would be closed: `id or price, from, until`. */
function planned(
  book: readonly KnownPrice[],
  drafts: readonly PriceDraft[],
  replaced: ReadonlyMap<string, readonly KnownPrice[]> = new Map(),
  model = 'm',
) {
  const { changes, problems } = checkDrafts({ known: book, drafts, replaced, at });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const change = changes.find((each) => each.model === model);
  const after = change?.after.map(({ known: kept, planned: added, rated }) => {
    const row = kept ?? added;
    const price =
      rated?.modifiers === undefined ? rated?.components[0]?.price : `${rated.components[0]?.price} × ${rated.modifiers[0]?.multiply}`;
    return [kept?.id ?? price, row?.validFrom.slice(0, 10), row?.validUntil?.slice(0, 10) ?? 'open'].join(' ');
  });
  return { after, closes: change?.closes.map(({ id }) => id), adds: change?.adds, words: change === undefined ? [] : changeWords(change) };
}

const since = (from: string, until: string | null = null) => [from, until] as const;

describe('An addition', () => {
  it('ends the price in force where it begins, and says so', () => {
    const { after, closes, adds, words } = planned([known('k', '1', since('2026-01-01'))], [draft('d', '2', since('2027-01-01'))]);
    expect(after).toEqual(['1 2026-01-01 2027-01-01', '2 2027-01-01 open']);
    expect(closes).toEqual(['k']);
    expect(adds?.map(({ draftId, originId, corrects }) => [draftId, originId, corrects])).toEqual([
      [null, 'k', 'k'],
      ['d', null, null],
    ]);
    expect(words).toEqual([
      'A new price applies from 2027-01-01 on. image: 1 per 1 becomes 2 per 1, 100.0% more. source: s is new. checkedOn: 2026-11-20 is new.',
      'The price known from 2026-01-01 on applies from 2026-01-01 until 2027-01-01.',
    ]);
  });

  it('that ends before the price it runs into leaves the rest after it', () => {
    const { after, adds } = planned([known('k', '1', since('2026-01-01'))], [draft('d', '2', since('2027-01-01', '2027-02-01'))]);
    expect(after).toEqual(['1 2026-01-01 2027-01-01', '2 2027-01-01 2027-02-01', '1 2027-02-01 open']);
    expect(adds?.map(({ originId }) => originId)).toEqual(['k', null, 'k']);
  });

  it('without an end is cut by the next one, in whatever order they are drafted', () => {
    const steps = [draft('b', '3', since('2027-06-01')), draft('a', '2', since('2027-01-01'))];
    expect(planned([], steps).after).toEqual(['2 2027-01-01 2027-06-01', '3 2027-06-01 open']);
  });

  it('inside another one leaves both of its parts, the later one naming the first', () => {
    const { after, adds } = planned([], [draft('a', '2', since('2027-01-01')), draft('b', '3', since('2027-02-01', '2027-03-01'))]);
    expect(after).toEqual(['2 2027-01-01 2027-02-01', '3 2027-02-01 2027-03-01', '2 2027-03-01 open']);
    expect(adds?.map(({ originId }) => originId)).toEqual([null, null, 'a@2027-01-01T00:00:00Z']);
  });
});

describe('A correction', () => {
  it('takes the place of what we knew', () => {
    const correction = { ...draft('d', '2', since('2026-01-01')), action: 'correct', targetId: 'k' } as const;
    const { after, closes, adds, words } = planned([known('k', '1', since('2026-01-01'))], [correction]);
    expect([after, closes, adds?.[0]?.corrects]).toEqual([['2 2026-01-01 open'], ['k'], 'k']);
    expect(words).toEqual([
      'A corrected price applies from 2026-01-01 on. image: 1 per 1 becomes 2 per 1, 100.0% more. source: s is new. checkedOn: 2026-11-20 is new.',
    ]);
  });
});

describe('A withdrawal', () => {
  const cut = [
    known('k1', '1', since('2026-01-01', '2027-01-01'), { originId: 'k' }),
    known('n', '2', since('2027-01-01', '2027-02-01')),
    known('k2', '1', since('2027-02-01'), { originId: 'k' }),
  ];

  it('puts back what the entry had cut, as the one entry it was', () => {
    const replaced = new Map([['n', [known('k', '1', since('2026-01-01'))]]]);
    const { after, closes, adds } = planned(cut, [{ id: 'd', action: 'withdraw', targetId: 'n' }], replaced);
    expect([after, closes]).toEqual([['1 2026-01-01 open'], ['k1', 'n', 'k2']]);
    expect(adds?.[0]).toMatchObject({ originId: 'k', draftId: null, corrects: 'k1' });
  });

  it('of what replaced nothing leaves nothing', () => {
    const { after, words } = planned([known('n', '2', since('2027-01-01'))], [{ id: 'd', action: 'withdraw', targetId: 'n' }]);
    expect([after, words]).toEqual([[], ['The price known from 2027-01-01 on no longer applies at all.']]);
  });
});

it('A close ends the entry, however its base has parted it', () => {
  const { after } = planned([known('k', '1', since('2026-01-01'))], [{ id: 'd', action: 'close', targetId: 'k', endsAt: '2027-01-01' }]);
  expect(after).toEqual(['1 2026-01-01 2027-01-01']);
});

const told = (book: readonly KnownPrice[], ...drafts: readonly PriceDraft[]) =>
  checkDrafts({ known: book, drafts, at }).problems.map(({ code }) => code);

describe('A price that is based on another', () => {
  const half = { tariff: { components: [], basedOn: { provider: 'p', model: 'm', multiply: '0.5' } } };

  it('is planned with the very entry it multiplies', () => {
    const entry = { provider: 'relay', components: [], basedOn: { provider: 'p', multiply: '0.5' } };
    const book = [known('k1', '1', since('2026-01-01', '2027-01-01')), known('k2', '2', since('2027-01-01'))];
    const { changes } = checkDrafts({ known: book, drafts: [draft('d', '0', since('2026-12-01'), entry)], at });
    expect(
      changes[0]?.adds.map(({ validFrom, baseId, originId, ratedTariff }) => [validFrom.slice(0, 10), baseId, originId, ratedTariff]),
    ).toEqual([
      ['2026-12-01', 'k1', null, { components: [{ meter: 'image', price: '1', per: 1 }], modifiers: [{ multiply: '0.5', when: {} }] }],
      [
        '2027-01-01',
        'k2',
        'd@2026-12-01T00:00:00Z',
        { components: [{ meter: 'image', price: '2', per: 1 }], modifiers: [{ multiply: '0.5', when: {} }] },
      ],
    ]);
  });

  it('follows its base, and is told to', () => {
    const based = known('b', '0', since('2026-01-01'), {
      ...half,
      provider: 'relay',
      model: 'n',
      baseId: 'k',
      ratedTariff: { components: [{ meter: 'image', price: '1', per: 1 }], modifiers: [{ multiply: '0.5' }] },
    });
    const { after, closes } = planned(
      [known('k', '1', since('2026-01-01')), based],
      [draft('d', '3', since('2027-01-01'))],
      new Map(),
      'n',
    );
    expect([after, closes]).toEqual([['1 × 0.5 2026-01-01 2027-01-01', '3 × 0.5 2027-01-01 open'], ['b']]);
  });

  it('on what is not there, on itself in the end, or on another currency is an error', () => {
    const based = (id: string, change: object) => draft(id, '0', since('2027-01-01'), { components: [], ...change });
    expect(told([], based('a', { basedOn: { model: 'other', multiply: '2' } }))).toEqual(['modifier-without-base']);
    expect(
      told([], based('a', { basedOn: { model: 'n', multiply: '2' } }), based('b', { model: 'n', basedOn: { model: 'm', multiply: '2' } })),
    ).toContain('circular-modifier');
    const euro = known('k', '1', since('2026-01-01'), { currency: 'EUR', model: 'n' });
    expect(told([euro], based('a', { basedOn: { model: 'n', multiply: '2' } }))).toEqual(['invalid-modifier']);
  });
});
