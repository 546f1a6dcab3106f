import { publishedTiles } from './input-image-facts.ts';
import type { ModelFacts } from './model-facts.ts';
import type { TokenTable } from './output-token-facts.ts';
import { fixedSizes } from './size-rule.ts';

/** Output image tokens of gpt-image-1 and 1.5. Source: OpenAI's published table, met by measurement at three points. */
const firstTokenTable: TokenTable = {
  low: { '1024x1024': 272, '1024x1536': 408, '1536x1024': 400 },
  medium: { '1024x1024': 1056, '1024x1536': 1584, '1536x1024': 1568 },
  high: { '1024x1024': 4160, '1024x1536': 6240, '1536x1024': 6208 },
};

/** The first of the family. Source: OpenAI's model and deprecation pages, read 2026-11-20. */
export const gptImage1: ModelFacts = {
  name: 'gpt-image-1',
  snapshots: [],
  family: null,
  maker: 'openai',
  servedBy: ['openai', 'piapi', 'smartaipi'],
  released: '2025-04-23',
  shutDown: '2026-10-23',
  sizes: fixedSizes,
  suggestedSizes: ['1024x1024', '1024x1536', '1536x1024'],
  qualities: ['low', 'medium', 'high'],
  legacyQualities: [],
  transparentBackground: true,
  outputFormats: ['png', 'jpeg', 'webp'],
  choosesInputFidelity: true,
  inputImages: publishedTiles,
  editOverhead: { seen: 15, evidence: 'about 15 on gpt-image-1.5 with one image, growing with images' },
  outputTokens: { kind: 'table', table: firstTokenTable },
  textOutputTokensMost: null,
  comparable: null,
};
