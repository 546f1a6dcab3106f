import { publishedPriceBook } from '@halfpenny/core';
import { expect, it } from 'vitest';
import { offerColumns } from './offer-columns.ts';
import { pageOffers } from './page-offers.ts';
import { exampleDraft } from './request-draft.ts';

const amounts = (cells: readonly ({ amount: string } | null)[]) => cells.map((cell) => cell?.amount ?? '');

it('offers side by side show each meter once, and the parameters in which they differ', () => {
  const place = { book: publishedPriceBook, promptTokens: 6, at: '2026-11-20T12:00:00Z' };
  const quoted = pageOffers(place, { ...exampleDraft, size: '1024x1024' });
  if (!quoted.ok) throw new Error(quoted.refusal.message);
  const { offers } = quoted.value;
  const columns = offerColumns(offers, () => undefined);
  expect(offers.map(({ provider }) => provider)).toEqual(['smartaipi', 'openai', 'piapi']);
  expect(columns.figures.map(({ label, cells }) => [label, ...amounts(cells)])).toEqual([
    ['Expected', '0.003', '0.00594', '0.00594'],
    ['Floor', '0.003', '0.00594', '0.00594'],
    ['Ceiling', '0.003', '0.00594', '0.00594'],
  ]);
  expect(columns.lines.map(({ label, cells }) => [label, ...amounts(cells)])).toEqual([
    ['text_input', '', '0.00006', '0.00006'],
    ['image_output', '', '0.00588', '0.00588'],
    ['image', '0.003', '', ''],
  ]);
  expect(columns.parameters).toEqual([]);
  expect(offerColumns(offers, ({ expected }) => expected).figures.map(({ label }) => label)).toContain('In force');
});
