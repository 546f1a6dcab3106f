import { gptImage2 } from './gpt-image-2.ts';
import type { ModelFacts } from './model-facts.ts';

/** PiAPI's name for gpt-image-2 at a flat price an image, whatever size, quality or token count. Source: PiAPI's price document, read 2026-04-23. */
export const gptImage2Preview: ModelFacts = {
  ...gptImage2,
  name: 'gpt-image-2-preview',
  maker: 'piapi',
  servedBy: ['piapi'],
  legacyQualities: ['standard'],
  inputImages: { kind: 'none' },
  outputTokens: { kind: 'none' },
  comparable: 'gpt-image-2',
};
