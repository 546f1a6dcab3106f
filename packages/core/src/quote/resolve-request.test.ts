import { describe, expect, test } from 'vitest';
import { formatMoney } from '../money/money.ts';
import { publishedPriceBook } from '../price-book/published-price-book.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { quoteRequest } from './quote-request.ts';

const now = '2026-11-20T12:00:00Z';
type Request = Parameters<typeof quoteRequest>[1];
const quoted = (request: Request) => mustHold(quoteRequest(publishedPriceBook, request, now));
const resolved = (provider: string, request: Request) =>
  quoted({ ...request, providers: [provider] }).offers[0]?.resolved.map(({ name, value, origin }) => `${name} ${value} ${origin}`);

describe('a resolved value knows its origin', () => {
  test('each provider fills in its own defaults', () => {
    const request = { model: 'gpt-image-2', promptTokens: 6 };
    const shared = ['n 1 provider-default', 'outputFormat png provider-default'];
    expect(resolved('openai', request)).toEqual([
      'model gpt-image-2 request',
      'size auto provider-default',
      'quality auto provider-default',
      ...shared,
    ]);
    expect(resolved('piapi', request)).toEqual([
      'model gpt-image-2 request',
      'size 1024x1024 provider-default',
      'quality auto provider-default',
      ...shared,
    ]);
    expect(resolved('smartaipi', request)).toEqual([
      'model gpt-image-2 request',
      'size auto provider-default',
      'quality medium provider-default',
      ...shared,
    ]);
    expect(resolved('piapi', { ...request, model: 'gpt-image-2-preview' })).toContain('quality standard provider-default');
  });

  test('an alias stands for its model where a provider takes it', () => {
    const { offers, refusedProviders } = quoted({ model: 'dall-e-3', promptTokens: 6, size: '1024x1024', quality: 'high' });
    expect(offers.map(({ provider, model, resolved: [first] }) => [provider, model, first?.value, first?.origin])).toEqual([
      ['smartaipi', 'gpt-image-2', 'gpt-image-2', 'alias'],
    ]);
    expect(refusedProviders.map(({ provider, refusal }) => [provider, refusal.code])).toEqual([
      ['openai', 'model-not-served'],
      ['piapi', 'model-not-served'],
    ]);
  });

  test('a snapshot keeps its name and is billed as its model', () => {
    const request = { promptTokens: 6, size: '1536x864', quality: 'max' };
    const [offer] = quoted({ ...request, model: 'gpt-image-2.5-flare-2026-09-08' }).offers;
    expect([offer?.model, offer?.entry.model]).toEqual(['gpt-image-2.5-flare-2026-09-08', 'gpt-image-2.5-flare']);
    expect(offer?.expected && formatMoney(offer.expected)).toBe('0.12942');
  });

  test('what the caller asked for is shown as asked', () => {
    const request = {
      model: 'gpt-image-1.5',
      promptTokens: 6,
      size: 'auto',
      quality: 'low',
      n: 2,
      outputFormat: 'webp',
      outputCompression: 0,
      background: 'transparent',
      moderation: 'low',
    };
    expect(resolved('openai', request)).toEqual(
      [
        'model gpt-image-1.5',
        'size auto',
        'quality low',
        'n 2',
        'outputFormat webp',
        'outputCompression 0',
        'background transparent',
        'moderation low',
      ].map((each) => `${each} request`),
    );
  });

  test('null is as good as absent', () => {
    const request = { model: 'gpt-image-2', promptTokens: 6 };
    const nothing = {
      size: null,
      quality: null,
      n: null,
      providers: null,
      mode: null,
      background: null,
      stage: null,
      images: null,
      nonsense: null,
    };
    expect(quoted({ ...request, ...nothing })).toEqual(quoted(request));
  });
});
