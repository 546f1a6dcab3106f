import { gptImage1 } from './gpt-image-1.ts';
import type { ModelFacts } from './model-facts.ts';

/**
 * The small one. OpenAI published prices per image, printed to a tenth of a cent, and no token counts; no known table of counts gives those prices.
 * Source: OpenAI's pricing and deprecation pages, read 2026-11-20; one other source dates the release 2025-09-26.
 */
export const gptImage1Mini: ModelFacts = {
  ...gptImage1,
  name: 'gpt-image-1-mini',
  released: '2025-10-06',
  shutDown: '2026-12-01',
  servedBy: ['openai', 'smartaipi'],
  choosesInputFidelity: false,
  inputImages: { kind: 'tiles', isLent: true },
  outputTokens: {
    kind: 'image-prices',
    ratePerMillion: '8.00',
    prices: {
      low: { '1024x1024': '0.005', '1024x1536': '0.006', '1536x1024': '0.006' },
      medium: { '1024x1024': '0.011', '1024x1536': '0.015', '1536x1024': '0.015' },
      high: { '1024x1024': '0.036', '1024x1536': '0.052', '1536x1024': '0.052' },
    },
  },
};
