import { measuredPatches } from './input-image-facts.ts';
import type { ModelFacts } from './model-facts.ts';
import { freeSizes, suggestedFreeSizes } from './size-rule.ts';

/**
 * Free sizes; counts tokens by a grid. Source: OpenAI's image guide and web calculator, met by measurement at more than 50 points, contradicted by none.
 * Least and most are those over all 29,146 legal sizes. It did not support a transparent background at launch.
 */
export const gptImage2: ModelFacts = {
  name: 'gpt-image-2',
  snapshots: [],
  family: null,
  maker: 'openai',
  servedBy: ['openai', 'piapi', 'smartaipi'],
  released: '2026-04-21',
  shutDown: null,
  sizes: freeSizes,
  suggestedSizes: suggestedFreeSizes,
  qualities: ['low', 'medium', 'high'],
  legacyQualities: [],
  transparentBackground: false,
  outputFormats: ['png', 'jpeg', 'webp'],
  choosesInputFidelity: false,
  inputImages: measuredPatches,
  editOverhead: { seen: 7, evidence: 'about 7 with one image, in one sample' },
  outputTokens: {
    kind: 'grid',
    qualities: {
      low: { side: 16, least: 54, most: 659 },
      medium: { side: 48, least: 514, most: 5930 },
      high: { side: 96, least: 2061, most: 23_719 },
    },
  },
  textOutputTokensMost: null,
  comparable: null,
};
