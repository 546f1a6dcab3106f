import { gptImage25Grids, gptImage25Sunburst } from './gpt-image-2-5.ts';
import type { ModelFacts } from './model-facts.ts';

/**
 * No rule for its tokens is known [uncertain]: a reseller saw three counts, and the bounds are those of 2.5, from its low to its max.
 * Source: OpenAI's model page and a reseller's log, read 2026-11-20.
 */
export const gptImage26Sunburst: ModelFacts = {
  ...gptImage25Sunburst,
  name: 'gpt-image-2.6-sunburst',
  snapshots: [],
  family: 'gpt-image-2.6',
  released: '2026-11-04',
  outputFormats: ['png', 'jpeg', 'webp', 'gif', 'svg'],
  inputImages: { kind: 'patches', isLent: true },
  outputTokens: {
    kind: 'observed',
    bounds: gptImage25Grids,
    observations: [
      { size: '1536x1024', quality: 'low', tokens: 664, evidence: 'seen by a reseller' },
      { size: '1536x1024', quality: 'high', tokens: 1353, evidence: 'seen by a reseller' },
      { size: '3840x2160', quality: 'high', tokens: 3337, evidence: 'seen by a reseller, about' },
    ],
  },
};

/** Source: OpenAI's model page, read 2026-11-20; nothing tells it from sunburst in price or count. */
export const gptImage26Flare: ModelFacts = { ...gptImage26Sunburst, name: 'gpt-image-2.6-flare', family: null };
