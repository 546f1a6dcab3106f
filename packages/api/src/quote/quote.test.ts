import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

const wizard = 'Original ancient wizard profile card, readable stats, cinematic lighting, detailed robes';
const shell = 'Sparkling shell with a pearl';
const money = '{ amount currency }';
const quoteFields = `id createdAt pricedAt expiresAt executable mode
  request { model prompt operation n size quality background outputFormat outputCompression moderation inputFidelity partialImages }
  offers { id provider model exactness floor ${money} expected ${money} ceiling ${money}
    lines { meter label quantity unitPrice per amount ${money} rounded }
    resolved { name value origin } pitfalls { code severity message atStake ${money} }
    priceEntry { id provider model validFrom validUntil tariff } }
  best { id } refusedProviders { provider refusal { code message path accepted } }`;
const quoteDocument = `mutation ($input: QuoteInput!) { quote(input: $input) {
  __typename ... on Quote { ${quoteFields} } ... on Refusal { code message path accepted others { code path } } } }`;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

interface Quoted {
  readonly __typename: 'Quote' | 'Refusal';
  readonly id: string;
  readonly expiresAt: string;
  readonly executable: boolean;
  readonly request: Record<string, unknown>;
  readonly best: { readonly id: string };
  readonly offers: readonly {
    readonly id: string;
    readonly provider: string;
    readonly exactness: string;
    readonly floor: { amount: string } | null;
    readonly expected: { amount: string } | null;
    readonly ceiling: { amount: string } | null;
    readonly lines: readonly { meter: string; quantity: string; amount: { amount: string } }[];
  }[];
  readonly refusedProviders: readonly { provider: string; refusal: { code: string; path: string[] } }[];
  readonly code: string;
  readonly message: string;
  readonly path: string[];
  readonly accepted: string[];
  readonly others: { code: string; path: string[] }[];
}

async function quote(request: object, beside: object = { providers: ['openai'] }): Promise<Quoted> {
  return (await world.ask<{ quote: Quoted }>(quoteDocument, { input: { request, ...beside } })).quote;
}

function bounds({ offers }: Quoted): unknown {
  const [offer] = offers;
  return [offer?.exactness, offer?.floor?.amount, offer?.expected?.amount, offer?.ceiling?.amount];
}

describe('A quote', () => {
  it('of the wizard is exactly 0.00397: 20 text tokens and 129 image tokens', async () => {
    const quoted = await quote({ model: 'gpt-image-2', prompt: wizard, size: '976x704', quality: 'low' });
    expect(bounds(quoted)).toEqual(['EXACT', '0.00397', '0.00397', '0.00397']);
    expect(quoted.offers[0]?.lines).toMatchObject([
      {
        meter: 'text_input',
        quantity: '20',
        unitPrice: '5',
        per: '1000000',
        amount: { amount: '0.0001', currency: 'USD' },
        rounded: false,
      },
      { meter: 'image_output', quantity: '129', unitPrice: '30', per: '1000000', amount: { amount: '0.00387', currency: 'USD' } },
    ]);
  });

  it.each([
    [{ prompt: wizard, size: '976x704', quality: 'low', n: 6 }, ['EXACT', '0.02382', '0.02382', '0.02382']],
    [{ prompt: shell, size: '1024x1024', quality: 'low' }, ['EXACT', '0.00594', '0.00594', '0.00594']],
    [{ prompt: shell, size: '1024x1024' }, ['RANGE', '0.00594', '0.05274', '0.21078']],
  ])('of %o is %o', async (request, figures) => {
    expect(bounds(await quote({ model: 'gpt-image-2', ...request }))).toEqual(figures);
  });

  it('of the flat preview at PiAPI is 0.1 at any size', async () => {
    for (const size of ['976x704', '2048x1152', undefined]) {
      const quoted = await quote({ model: 'gpt-image-2-preview', prompt: shell, size }, {});
      expect(bounds(quoted)).toEqual(['EXACT', '0.1', '0.1', '0.1']);
      expect(quoted.offers.map(({ provider }) => provider)).toEqual(['piapi']);
    }
  });

  it('asks every provider, puts the cheapest first and names those that cannot', async () => {
    const quoted = await quote({ model: 'gpt-image-2', prompt: shell, size: '976x704', quality: 'low' }, {});
    expect(quoted.offers.map(({ provider }) => provider).toSorted()).toEqual(['openai', 'piapi']);
    expect(quoted.best.id).toBe(quoted.offers[0]?.id);
    expect(quoted.refusedProviders).toMatchObject([{ provider: 'smartaipi' }]);
    const square = await quote({ model: 'gpt-image-2', prompt: shell, size: '1024x1024', quality: 'low' }, {});
    expect(square.offers[0]).toMatchObject({ provider: 'smartaipi', expected: { amount: '0.003' } });
  });

  it('reads back as it was answered', async () => {
    const made = await quote(
      { model: 'gpt-image-2', prompt: shell, background: 'opaque', outputFormat: 'webp', outputCompression: 80 },
      {},
    );
    const { quoteById } = await world.ask<{ quoteById: Quoted }>(`query ($id: ID!) { quoteById(id: $id) { __typename ${quoteFields} } }`, {
      id: made.id,
    });
    expect(quoteById).toEqual(made);
    expect(quoteById.request).toMatchObject({
      size: null,
      quality: null,
      background: 'opaque',
      n: 1,
      operation: 'GENERATE',
      partialImages: 0,
    });
  });

  it('is not there under an id nobody was given', async () => {
    const ids = ['00000000-0000-7000-8000-000000000000', 'nonsense'];
    for (const id of ids) expect(await world.ask('query ($id: ID!) { quoteById(id: $id) { id } }', { id })).toEqual({ quoteById: null });
  });

  it('binds for 15 minutes, and never past the end of an entry it pins', async () => {
    expect((await quote({ model: 'gpt-image-2', prompt: shell })).expiresAt).toBe('2026-11-20T12:15:00Z');
    world.setNow('2026-11-30T23:50:00Z');
    expect((await quote({ model: 'gpt-image-1.5', prompt: shell })).expiresAt).toBe('2026-12-01T00:00:00Z');
    world.setNow('2026-11-20T12:00:00Z');
  });

  it('at the prices of another instant is a simulation', async () => {
    const last = await quote(
      { model: 'gpt-image-1', prompt: shell, size: '1024x1024', quality: 'low' },
      { providers: ['openai'], pricedAt: '2026-10-22T23:59:59Z' },
    );
    expect(bounds(last)).toEqual(['EXACT', '0.01094', '0.01094', '0.01094']);
    expect(last.executable).toBe(false);
    const gone = await quote({ model: 'gpt-image-1', prompt: shell }, { providers: ['openai'], pricedAt: '2026-10-23T00:00:00Z' });
    expect(gone).toMatchObject({ __typename: 'Refusal', code: 'NO_PRICE_IN_FORCE' });
  });
});

describe('A request that cannot be quoted gets a refusal', () => {
  const good = { model: 'gpt-image-2', prompt: shell, size: '1024x1024', quality: 'low' };

  it.each([
    [{ model: 'gpt-image-3' }, 'UNKNOWN_MODEL', 'model'],
    [{ size: '1000x1000' }, 'INVALID_SIZE', 'size'],
    [{ size: '4096x1600' }, 'INVALID_SIZE', 'size'],
    [{ size: '512x512' }, 'INVALID_SIZE', 'size'],
    [{ size: '1616x512' }, 'INVALID_SIZE', 'size'],
    [{ n: 0 }, 'INVALID_N', 'n'],
    [{ n: 11 }, 'INVALID_N', 'n'],
    [{ prompt: '' }, 'EMPTY_PROMPT', 'prompt'],
    [{ prompt: ' \n ' }, 'EMPTY_PROMPT', 'prompt'],
    [{ prompt: 'x'.repeat(32_001) }, 'PROMPT_TOO_LONG', 'prompt'],
    [{ prompt: 'a\u0000b' }, 'INVALID_PROMPT', 'prompt'],
    [{ prompt: 'a\uD800b' }, 'INVALID_PROMPT', 'prompt'],
    [{ quality: 'xhigh' }, 'INVALID_QUALITY', 'quality'],
    [{ background: 'transparent' }, 'INVALID_BACKGROUND', 'background'],
    [{ outputFormat: 'gif' }, 'INVALID_OUTPUT_FORMAT', 'outputFormat'],
    [{ outputFormat: 'jpeg', outputCompression: 101 }, 'INVALID_OUTPUT_COMPRESSION', 'outputCompression'],
    [{ moderation: 'none' }, 'INVALID_MODERATION', 'moderation'],
    [{ operation: 'EDIT' }, 'INVALID_IMAGES', 'images'],
    [{ inputFidelity: 'high' }, 'INVALID_INPUT_FIDELITY', 'inputFidelity'],
    [{ partialImages: 4 }, 'INVALID_PARTIAL_IMAGES', 'partialImages'],
    [{ images: [{ width: 1, height: 1 }] }, 'INVALID_IMAGES', 'images'],
    [{ mask: { width: 1, height: 1 } }, 'INVALID_MASK', 'mask'],
  ])('%o: %s', async (fault, code, field) => {
    expect(await quote({ ...good, ...fault })).toMatchObject({ __typename: 'Refusal', code, path: ['input', 'request', field] });
  });

  it.each([
    [{ stage: 'draft' }, 'UNKNOWN_STAGE', 'stage'],
    [{ providers: ['nobody'] }, 'UNKNOWN_PROVIDER', 'providers'],
  ])('beside the request, %o: %s', async (beside, code, field) => {
    const refusal = await quote(good, beside);
    expect(refusal).toMatchObject({ __typename: 'Refusal', code });
    expect(refusal.path.slice(0, 2)).toEqual(['input', field]);
  });

  it('that says what would be accepted, and names every other fault', async () => {
    const refusal = await quote({ model: 'gpt-image-2', prompt: '', size: '1000x1000', n: 11 });
    expect([refusal.code, ...refusal.others.map(({ code }) => code)]).toEqual(['EMPTY_PROMPT', 'INVALID_N', 'INVALID_SIZE']);
    expect((await quote({ ...good, size: '1000x1000' })).accepted).toEqual(['992x992', '1008x1008']);
    expect((await quote({ ...good, model: 'gpt-image2' })).accepted).toContain('gpt-image-2');
  });
});
