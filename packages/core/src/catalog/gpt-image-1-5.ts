import { gptImage1 } from './gpt-image-1.ts';
import type { ModelFacts } from './model-facts.ts';

/**
 * Counts image tokens as gpt-image-1 does, and bills a varying number of output text tokens besides. No count of those is published; one public
 * sample shows 335 beside 6,208 image tokens, so a ceiling allows 1,024 an image [uncertain].
 * Source: OpenAI's model, pricing and deprecation pages, read 2026-11-20.
 */
export const gptImage15: ModelFacts = {
  ...gptImage1,
  name: 'gpt-image-1.5',
  released: '2025-12-16',
  shutDown: '2026-12-01',
  textOutputTokensMost: 1024,
};

/** The name under which ChatGPT's image model of the day is sold; listed with life and prices of its own, the same as those of 1.5. */
export const chatgptImageLatest: ModelFacts = { ...gptImage15, name: 'chatgpt-image-latest', servedBy: ['openai'] };
