import { expect, test } from 'vitest';
import { formatMoney } from '../money/money.ts';
import { publishedPriceBook } from '../price-book/published-price-book.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { quoteRequest } from './quote-request.ts';

/** An edit of one photograph of 1280x720, which is 920 patches or two tiles, by a prompt of 14 tokens. */
const edit = { promptTokens: 14, operation: 'edit', images: [{ width: 1280, height: 720 }], size: '1024x1024', quality: 'low' };
const june = '2026-06-01';
const november = '2026-11-20';

test.each([
  ['openai', 'gpt-image-2', {}, november, 'range', '0.01331', '0.013345', '0.01338'],
  ['openai', 'gpt-image-2', { mode: 'batch' }, november, 'range', '0.006655', '0.0066725', '0.00669'],
  ['openai', 'gpt-image-2', { mode: 'batch', n: 2 }, november, 'range', '0.01331', '0.013345', '0.01338'],
  ['openai', 'gpt-image-2', { mask: { width: 1280, height: 720 } }, november, 'range', '0.01331', '0.013345', '0.02074'],
  ['piapi', 'gpt-image-2', {}, november, 'range', '0.01331', '0.013345', '0.01338'],
  ['piapi', 'gpt-image-2-preview', { partialImages: 2 }, november, 'exact', '0.1', '0.1', '0.1'],
  ['smartaipi', 'gpt-image-2', { partialImages: 2 }, november, 'exact', '0.003', '0.003', '0.003'],
  ['openai', 'gpt-image-2.5-sunburst', { quality: 'high', partialImages: 1 }, november, 'range', '0.06011', '0.063145', '0.06318'],
  ['openai', 'gpt-image-2.6-flare', { size: '1536x1024' }, november, 'range', '0.004818', '0.027385', '0.177068'],
  ['openai', 'gpt-image-1', { quality: 'medium' }, june, 'range', '0.04554', '0.045615', '0.04569'],
  ['piapi', 'gpt-image-1', { quality: 'medium' }, june, 'range', '0.04554', '0.045615', '0.04569'],
  ['openai', 'gpt-image-1', { quality: 'medium', inputFidelity: 'high' }, june, 'range', '0.10794', '0.108015', '0.10809'],
  ['openai', 'gpt-image-1-mini', {}, june, 'range', '0.005017', '0.0058655', '0.022314'],
])('%s makes an edit with %s, %j, on %s: %s %s – %s – %s', (provider, model, change, at, ...figures) => {
  const [offer] = mustHold(quoteRequest(publishedPriceBook, { ...edit, model, ...change, providers: [provider] }, at)).offers;
  const amounts = [offer?.floor, offer?.expected, offer?.ceiling].map((money) => money && formatMoney(money));
  expect([offer?.exactness, ...amounts]).toEqual(figures);
});

test.each([
  ['piapi', { mode: 'batch' }, 'no-price-in-force'],
  ['smartaipi', { mode: 'batch' }, 'no-price-in-force'],
  ['smartaipi', { size: '976x704' }, 'unpriced-meter'],
  ['openai', { mode: 'batch', partialImages: 1 }, 'invalid-partial-images'],
  ['openai', { inputFidelity: 'high' }, 'invalid-input-fidelity'],
])('%s does not make an edit with gpt-image-2 and %j: %s', (provider, change, code) => {
  const quote = quoteRequest(publishedPriceBook, { ...edit, model: 'gpt-image-2', ...change, providers: [provider] }, november);
  expect(quote).toMatchObject({ refusal: { code } });
});
