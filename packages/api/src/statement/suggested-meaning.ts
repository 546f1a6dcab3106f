import { modelNames } from '@halfpenny/core';
import type { LineItemMeaning } from '@halfpenny/core';

/** Words that OpenAI has for what a quantity counts, and the meters they are. A line of requests bills whole calls. Source: line items of the cost export, read 2026-11-21. */
const meters: Readonly<Record<string, string | undefined>> = {
  'text input': 'text_input',
  'cached text input': 'text_input_cached',
  'image input': 'image_input',
  'cached image input': 'image_input_cached',
  'text output': 'text_output',
  'image output': 'image_output',
  images: 'image',
  requests: undefined,
};

/**
 * What a line item stands for where its words leave no doubt: "gpt-image-2 batch, image output" is image output of that model in batches. Undefined of all else: a person says what
 * that means. It is a suggestion, and counts for nothing until a person approves it.
 */
export function suggestedMeaning(lineItem: string): Extract<LineItemMeaning, { kind: 'usage' }> | undefined {
  const [named = '', ...rest] = lineItem.split(', ');
  const words = rest.join(', ').replaceAll('_', ' ');
  const isBatch = named.endsWith(' batch');
  const model = isBatch ? named.slice(0, -' batch'.length) : named;
  if (!modelNames().includes(model) || (rest.length > 0 && !Object.hasOwn(meters, words))) return undefined;
  return { kind: 'usage', service: 'images', model, meter: meters[words], mode: isBatch ? 'batch' : 'realtime' };
}
