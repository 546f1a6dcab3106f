import { gptImage2 } from './gpt-image-2.ts';
import type { ModelFacts } from './model-facts.ts';
import type { GridQuality } from './output-token-facts.ts';

/**
 * Grids of the 2.5 models: `high` here costs what `medium` costs on gpt-image-2. Source: OpenAI's web calculator, met by measurement.
 * Least and most are those over all 29,146 legal sizes.
 */
export const gptImage25Grids: Readonly<Record<string, GridQuality>> = {
  low: { side: 16, least: 54, most: 659 },
  medium: { side: 24, least: 128, most: 1483 },
  high: { side: 48, least: 514, most: 5930 },
  xhigh: { side: 64, least: 905, most: 10_542 },
  max: { side: 96, least: 2061, most: 23_719 },
};

/** Source: OpenAI's model page, read 2026-11-20. The calculator and the measurements speak of both members by the family's name. */
export const gptImage25Sunburst: ModelFacts = {
  ...gptImage2,
  name: 'gpt-image-2.5-sunburst',
  snapshots: ['gpt-image-2.5-sunburst-2026-09-08'],
  family: 'gpt-image-2.5',
  servedBy: ['openai'],
  released: '2026-09-08',
  qualities: ['low', 'medium', 'high', 'xhigh', 'max'],
  transparentBackground: true,
  outputTokens: { kind: 'grid', qualities: gptImage25Grids },
};

/** Source: OpenAI's model page, read 2026-11-20. */
export const gptImage25Flare: ModelFacts = {
  ...gptImage25Sunburst,
  name: 'gpt-image-2.5-flare',
  snapshots: ['gpt-image-2.5-flare-2026-09-08'],
  family: null,
};
