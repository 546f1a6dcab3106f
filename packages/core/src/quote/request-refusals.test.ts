import { expect, test } from 'vitest';
import { publishedPriceBook } from '../price-book/published-price-book.ts';
import { quoteRequest } from './quote-request.ts';

const now = '2026-11-20T12:00:00Z';
const request = { model: 'gpt-image-2', promptTokens: 6, size: '1024x1024', quality: 'low' };
const edit = { operation: 'edit', images: [{ width: 64, height: 64 }] };
const refusalOf = (change: object, at = now) => {
  const quote = quoteRequest(publishedPriceBook, { ...request, ...change }, at);
  return quote.ok ? undefined : quote.refusal;
};

test.each([
  [{ model: 'gpt-image-3' }, 'unknown-model', ['model'], ['gpt-image-1', 'gpt-image-2', 'gpt-image']],
  [{ model: 'gpt-image-2.5' }, 'unknown-model', ['model'], ['gpt-image-1.5', 'gpt-image-2', 'gpt-image-1']],
  [{ model: 7 }, 'unknown-model', ['model'], undefined],
  [{ size: '1024x1033' }, 'invalid-size', ['size'], ['1024x1040']],
  [{ size: '4000x4000' }, 'invalid-size', ['size'], ['2880x2880']],
  [{ size: '320x320' }, 'invalid-size', ['size'], ['816x816']],
  [{ size: '3840x640' }, 'invalid-size', ['size'], ['3648x1216']],
  [{ size: 1024 }, 'invalid-size', ['size'], undefined],
  [{ n: 0 }, 'invalid-n', ['n'], ['1', '10']],
  [{ n: 11 }, 'invalid-n', ['n'], ['1', '10']],
  [{ n: 1.5 }, 'invalid-n', ['n'], ['1', '10']],
  [{ n: '1' }, 'invalid-n', ['n'], ['1', '10']],
  [{ prompt: '' }, 'empty-prompt', ['prompt'], []],
  [{ prompt: 'x'.repeat(32_001) }, 'prompt-too-long', ['prompt'], []],
  [{ prompt: 'a\uD83D' }, 'invalid-prompt', ['prompt'], []],
  [{ promptTokens: -1 }, 'invalid-prompt-tokens', ['promptTokens'], []],
  [{ promptTokens: Number.NaN }, 'invalid-prompt-tokens', ['promptTokens'], []],
  [{ promptTokens: undefined }, 'invalid-prompt-tokens', ['promptTokens'], []],
  [{ promptTokens: 1e300 }, 'invalid-prompt-tokens', ['promptTokens'], []],
  [{ quality: 'xhigh' }, 'invalid-quality', ['quality'], ['low', 'medium', 'high', 'auto']],
  [{ quality: 'hd' }, 'invalid-quality', ['quality'], ['low', 'medium', 'high', 'auto']],
  [{ quality: 3 }, 'invalid-quality', ['quality'], ['low', 'medium', 'high', 'auto']],
  [{ background: 'transparent' }, 'invalid-background', ['background'], ['auto', 'opaque']],
  [{ model: 'gpt-image-1.5', background: 'transparent', outputFormat: 'jpeg' }, 'invalid-background', ['background'], ['auto', 'opaque']],
  [{ background: 'blue' }, 'invalid-background', ['background'], ['auto', 'opaque', 'transparent']],
  [{ outputFormat: 'gif' }, 'invalid-output-format', ['outputFormat'], ['png', 'jpeg', 'webp']],
  [{ outputCompression: 50 }, 'invalid-output-compression', ['outputCompression'], []],
  [{ outputFormat: 'png', outputCompression: 50 }, 'invalid-output-compression', ['outputCompression'], []],
  [{ outputFormat: 'jpeg', outputCompression: 101 }, 'invalid-output-compression', ['outputCompression'], []],
  [{ moderation: 'none' }, 'invalid-moderation', ['moderation'], ['auto', 'low']],
  [{ mode: 'flex' }, 'invalid-mode', ['mode'], ['realtime', 'batch']],
  [{ operation: 'paint' }, 'invalid-operation', ['operation'], ['generate', 'edit']],
  [{ operation: 'edit' }, 'invalid-images', ['images'], []],
  [{ images: [{ width: 64, height: 64 }] }, 'invalid-images', ['images'], []],
  [{ operation: 'edit', images: Array.from({ length: 17 }, () => ({})) }, 'invalid-images', ['images'], []],
  [{ operation: 'edit', images: [{ width: 64 }] }, 'invalid-images', ['images', '0', 'height'], []],
  [{ operation: 'edit', images: [{}, { width: 0, height: 64 }] }, 'invalid-images', ['images', '1', 'width'], []],
  [{ operation: 'edit', images: [{ width: 64, height: 1e9 }] }, 'invalid-images', ['images', '0', 'height'], []],
  [{ operation: 'edit', images: [{ bytes: 'x' }] }, 'invalid-images', ['images', '0', 'bytes'], []],
  [{ operation: 'edit', images: 'photo.png' }, 'invalid-images', ['images'], []],
  [{ mask: {} }, 'invalid-mask', ['mask'], []],
  [{ ...edit, mask: { width: 64, height: 32 } }, 'invalid-mask', ['mask'], []],
  [{ ...edit, mask: 7 }, 'invalid-mask', ['mask'], []],
  [{ inputFidelity: 'high' }, 'invalid-input-fidelity', ['inputFidelity'], []],
  [{ ...edit, inputFidelity: 'high' }, 'invalid-input-fidelity', ['inputFidelity'], []],
  [{ ...edit, inputFidelity: 'exact' }, 'invalid-input-fidelity', ['inputFidelity'], ['high', 'low']],
  [{ partialImages: 4 }, 'invalid-partial-images', ['partialImages'], ['0', '3']],
  [{ partialImages: 1.5 }, 'invalid-partial-images', ['partialImages'], ['0', '3']],
  [{ partialImages: 2, mode: 'batch' }, 'invalid-partial-images', ['partialImages'], ['0']],
  [{ placement: 'billboard' }, 'invalid-placement', ['placement'], undefined],
  [{ complexity: 'high' }, 'not-supported-yet', ['complexity'], []],
  [{ model: 'gpt-image-2.6-flare', outputFormat: 'bmp' }, 'invalid-output-format', ['outputFormat'], undefined],
  [{ stage: 'review' }, 'unknown-stage', ['stage'], []],
  [{ stage: 7 }, 'unknown-stage', ['stage'], []],
  [{ providers: [] }, 'invalid-request', ['providers'], ['openai', 'piapi', 'smartaipi']],
  [{ providers: 'openai' }, 'invalid-request', ['providers'], ['openai', 'piapi', 'smartaipi']],
  [{ providers: ['openai', 'azure'] }, 'unknown-provider', ['providers'], ['openai', 'piapi', 'smartaipi']],
  [{ output_format: 'png' }, 'unknown-field', ['output_format'], []],
  [{ model: 'gpt-image-2-preview', providers: ['openai'] }, 'model-not-served', ['model'], undefined],
])('refuses %j: %s', (change, code, path, accepted) => {
  const refusal = refusalOf({ providers: ['openai'], ...change });
  expect(refusal).toMatchObject({ code, path });
  if (accepted !== undefined) expect(refusal?.accepted).toEqual(accepted);
  expect(refusal?.message).toMatch(/^.{10,400}\.$/);
});

test.each([
  { size: 'auto' },
  { quality: 'auto' },
  { operation: 'generate' },
  { partialImages: 0 },
  { partialImages: 3 },
  edit,
  { ...edit, mask: { width: 64, height: 64 } },
  { ...edit, mask: {} },
  { operation: 'edit', images: [{}] },
  { ...edit, model: 'gpt-image-1.5', inputFidelity: 'high' },
  { model: 'gpt-image-2.6-flare', outputFormat: 'svg' },
  { placement: 'avatar' },
  { placement: '690x497' },
  { images: [] },
  { background: 'opaque' },
  { outputFormat: 'jpeg', outputCompression: 100 },
  { moderation: 'low' },
  { model: 'gpt-image-1.5', background: 'transparent', outputFormat: 'webp' },
  { model: 'gpt-image-1.5', background: 'transparent' },
  { providers: ['piapi', 'piapi'] },
  { prompt: 'Sparkling shell with a pearl' },
])('takes %j', (change) => {
  expect(refusalOf(change)).toBeUndefined();
});

test('the refusal of highest precedence leads, with all others of the request', () => {
  const refusal = refusalOf({ n: 11, size: '1000x1000', quality: 'hd', promptTokens: -1 });
  expect([refusal, ...(refusal?.others ?? [])].map((each) => each?.code)).toEqual([
    'invalid-prompt-tokens',
    'invalid-n',
    'invalid-size',
    'invalid-quality',
  ]);
});

test('where every provider refuses, each different reason is told once', () => {
  const refusal = refusalOf({ size: '1000x1000' });
  expect([refusal?.code, refusal?.others]).toEqual(['invalid-size', undefined]);
  const shutDown = refusalOf({ model: 'gpt-image-1-mini' }, '2026-12-01');
  expect([shutDown, ...(shutDown?.others ?? [])].map((each) => each?.code)).toEqual([
    'no-price-in-force',
    'no-price-in-force',
    'model-not-served',
  ]);
});

test('where every provider refuses, each reason names the providers that give it', () => {
  const everywhere = { providers: ['openai', 'piapi', 'smartaipi'] };
  const gone = quoteRequest(publishedPriceBook, { ...request, model: 'gpt-image-1-mini', ...everywhere }, '2026-12-01');
  const reasons = gone.ok ? [] : [gone.refusal, ...(gone.refusal.others ?? [])];
  expect(reasons.map(({ code, details }) => [code, details?.['provider'], details?.['providers']])).toEqual([
    ['no-price-in-force', 'openai', ['openai']],
    ['no-price-in-force', 'smartaipi', ['smartaipi']],
    ['model-not-served', 'piapi', ['piapi']],
  ]);
  const illegal = quoteRequest(publishedPriceBook, { ...request, size: '1000x1000', ...everywhere }, now);
  expect(illegal).toMatchObject({ refusal: { code: 'invalid-size', details: { providers: ['openai', 'piapi', 'smartaipi'] } } });
});

test('refuses an instant that is none, and a request that is none', () => {
  expect(refusalOf({}, 'now')).toMatchObject({ code: 'invalid-instant', path: ['at'] });
  expect(quoteRequest(publishedPriceBook, null as never, now)).toMatchObject({ refusal: { code: 'invalid-request' } });
});
