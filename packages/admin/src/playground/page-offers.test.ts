import { formatMoney, publishedPriceEntries } from '@halfpenny/core';
import type { PriceBook, PriceEntryInput, TariffComponentInput } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import { pageOffers, refusalsOf } from './page-offers.ts';
import { exampleDraft } from './request-draft.ts';
import { bookOf } from './use-charged-book.ts';

const at = '2026-11-20T12:00:00Z';
const components = [
  { meter: 'text_input', price: '5', per: 1_000_000 },
  { meter: 'image_output', price: '30', per: 1_000_000 },
];
const openai: PriceEntryInput = {
  id: 'openai-2',
  provider: 'openai',
  model: 'gpt-image-2',
  mode: 'realtime',
  currency: 'USD',
  from: '2026-04-21',
  source: 'OpenAI API pricing',
  checkedOn: '2026-11-20',
  components,
};
const perImage = (price: string, when?: TariffComponentInput['when']) => [{ meter: 'image', price, per: 1, ...(when && { when }) }];
const preview = { ...openai, id: 'piapi-preview', provider: 'piapi', model: 'gpt-image-2-preview', components: perImage('0.1') };
const when = { quality: ['low'], size: ['1024x1024'] };
const smart = { ...openai, id: 'smart-2', provider: 'smartaipi', components: perImage('0.003', when) };

function bookWith(...inputs: readonly PriceEntryInput[]): PriceBook {
  const book = bookOf(inputs);
  if (!book.ok) throw new Error(book.refusal.message);
  return book.value;
}

describe('The offers that the page computes', () => {
  it('come to 0.00397 for the wizard card, exactly', () => {
    const quoted = pageOffers({ book: bookWith(openai, smart), promptTokens: 14, at }, exampleDraft);
    if (!quoted.ok) throw new Error(quoted.refusal.message);
    const [offer] = quoted.value.offers;
    expect(offer?.exactness).toBe('exact');
    expect(offer?.expected && formatMoney(offer.expected)).toBe('0.00397');
    expect(offer?.entry.id).toBe('openai-2');
  });

  it('know where a price was read and when, as the API says, and warn only of one that is old', () => {
    const old = { ...openai, id: 'piapi-2', provider: 'piapi', source: 'PiAPI price document', checkedOn: '2026-04-23' };
    const quoted = pageOffers({ book: bookWith(openai, old), promptTokens: 14, at }, exampleDraft);
    if (!quoted.ok) throw new Error(quoted.refusal.message);
    const aboutSource = quoted.value.offers.map(({ provider, entry, pitfalls }) => ({
      provider,
      checkedOn: entry.checkedOn,
      pitfalls: pitfalls.map(({ code }) => code).filter((code) => code.startsWith('price-source')),
    }));
    expect(aboutSource).toEqual([
      { provider: 'openai', checkedOn: '2026-11-20', pitfalls: [] },
      { provider: 'piapi', checkedOn: '2026-04-23', pitfalls: ['price-source-old'] },
    ]);
  });

  it('come to 0.02382 for six of them', () => {
    const quoted = pageOffers({ book: bookWith(openai), promptTokens: 14, at }, { ...exampleDraft, n: '6' });
    expect(quoted.ok && quoted.value.offers.map(({ expected }) => expected && formatMoney(expected))).toEqual(['0.02382']);
  });

  it('leave a provider out that has no price for the size, and say which it has', () => {
    const quoted = pageOffers({ book: bookWith(openai, smart), promptTokens: 14, at }, exampleDraft);
    const refused = quoted.ok ? quoted.value.refusedProviders.find(({ provider }) => provider === 'smartaipi') : undefined;
    expect(refused?.refusal.path).toEqual(['size']);
    expect(refused?.refusal.accepted).toEqual(['1024x1024']);
  });

  it('are flat where the price is flat', () => {
    const quoted = pageOffers({ book: bookWith(preview), promptTokens: 14, at }, { ...exampleDraft, model: 'gpt-image-2-preview' });
    expect(quoted.ok && quoted.value.offers.map(({ expected }) => expected && formatMoney(expected))).toEqual(['0.1']);
  });

  it('are refused with the nearest legal size', () => {
    const quoted = pageOffers({ book: bookWith(openai), promptTokens: 14, at }, { ...exampleDraft, size: '1024x1033' });
    expect(refusalsOf(quoted).map(({ code, path, accepted }) => ({ code, path, accepted }))).toEqual([
      { code: 'invalid-size', path: ['size'], accepted: ['1024x1040'] },
    ]);
  });
});

describe('The price book of the page', () => {
  it('reads every published entry', () => {
    expect(bookWith(...publishedPriceEntries).entries).toHaveLength(publishedPriceEntries.length);
  });

  it('refuses a price that is finer than the engine can hold', () => {
    expect(bookOf([{ ...preview, components: perImage('0.0000000000001') }]).ok).toBe(false);
  });
});
