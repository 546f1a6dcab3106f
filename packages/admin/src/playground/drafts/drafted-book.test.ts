import { formatMoney } from '@halfpenny/core';
import type { KnownPrice, PriceDraft } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import { pageOffers } from '../page-offers.ts';
import { exampleDraft } from '../request-draft.ts';
import { draftedBook } from './drafted-book.ts';

const now = '2026-11-20T12:00:00Z';
const components = [
  { meter: 'text_input', price: '5', per: 1_000_000 },
  { meter: 'image_output', price: '30', per: 1_000_000 },
];
const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', source: 's', checkedOn: '2026-11-20' } as const;
const own = { originId: null, baseId: null, ratedTariff: null, note: null };
const known: KnownPrice = { ...key, ...own, id: 'known', tariff: { components }, validFrom: '2026-04-21T00:00:00Z', validUntil: null };
const dearer: PriceDraft = {
  id: 'dearer',
  action: 'add',
  entry: { ...key, from: '2026-12-01', components: [{ ...components[0] }, { ...components[1], price: '60' }] },
};

function costAt(drafts: readonly PriceDraft[], at: string): string {
  const drafted = draftedBook({ known: [known], now }, drafts);
  if (!drafted.ok) throw new Error(drafted.refusal.message);
  const quoted = pageOffers({ book: drafted.value.book, promptTokens: 14, at }, exampleDraft, ['openai']);
  const expected = quoted.ok ? quoted.value.offers[0]?.expected : undefined;
  return expected ? formatMoney(expected) : '—';
}

describe('The book under drafts', () => {
  it('has the drafted price from its instant on, and the known one until then', () => {
    expect(costAt([dearer], '2026-11-30T23:59:59Z')).toBe('0.00397');
    expect(costAt([dearer], '2026-12-01T00:00:00Z')).toBe('0.00784');
    expect(costAt([], '2026-12-01T00:00:00Z')).toBe('0.00397');
  });

  it('knows when what is drafted begins, and what is wrong with it', () => {
    const drafted = draftedBook({ known: [known], now }, [
      dearer,
      { id: 'broken', action: 'add', entry: { ...key, from: 'soon', components } },
    ]);
    expect(drafted.ok && drafted.value.brought.map(({ model, validFrom }) => [model, validFrom])).toEqual([
      ['gpt-image-2', '2026-12-01T00:00:00Z'],
    ]);
    const wrong = drafted.ok ? drafted.value.problems.map(({ draftId, field, severity }) => [draftId, field, severity]) : [];
    expect(wrong).toContainEqual(['broken', 'from', 'error']);
  });

  it('of a sell book charges a margin over each cost that is in force with it', () => {
    const margin: PriceDraft = {
      id: 'margin',
      action: 'add',
      entry: { ...key, from: '2026-11-01', components: [], basedOn: { book: 'cost', multiply: '1.25' } },
    };
    const sold = draftedBook({ known: [], costs: [known], now }, [margin]);
    if (!sold.ok) throw new Error(sold.refusal.message);
    const quoted = pageOffers({ book: sold.value.book, promptTokens: 14, at: now }, exampleDraft, ['openai']);
    // 14 × 6.25 + 130 × 37.50 a million: a quarter more than 0.00397.
    expect(quoted.ok && quoted.value.offers[0]?.expected && formatMoney(quoted.value.offers[0].expected)).toBe('0.0049625');
  });

  it('is without a price that a draft ends', () => {
    expect(costAt([{ id: 'end', action: 'close', targetId: 'known', endsAt: '2026-12-01' }], '2026-12-01T00:00:00Z')).toBe('—');
  });
});
