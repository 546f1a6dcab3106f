import { accepted, type Outcome } from '../refusal/refusal.ts';
import { cachedTokens } from './cached-tokens.ts';
import type { Usage } from './meter.ts';
import { contradictory, missing, readCount, splitTokens, type TokenSplit } from './token-split.ts';

/**
 * An Images usage object → usage. Input 1124 = text 19 + image 1105, output 765 is text_input 19, image_input 1105, image_output 765.
 * Each token lands in one meter: cached ones leave the input they are part of. Without details the input is the prompt and the output an image.
 * Meters of quantity 0 are left out, except text_input and image_output.
 */
export function imagesUsage(usage: Readonly<Record<string, unknown>>): Outcome<Usage> {
  const input = total(usage, 'input_tokens');
  if (!input.ok) return input;
  const output = total(usage, 'output_tokens');
  if (!output.ok) return output;
  const all = readCount(usage['total_tokens'], ['total_tokens']);
  if (!all.ok) return all;
  if (all.value !== undefined && all.value !== input.value + output.value)
    return contradictory(['total_tokens'], 'input and output do not add up to the total');
  const inputs = splitTokens({
    total: input.value,
    details: usage['input_tokens_details'],
    unnamed: 'text',
    path: ['input_tokens_details'],
  });
  if (!inputs.ok) return inputs;
  const outputs = splitTokens({
    total: output.value,
    details: usage['output_tokens_details'],
    unnamed: 'image',
    path: ['output_tokens_details'],
  });
  if (!outputs.ok) return outputs;
  const cached = cachedTokens(usage, inputs.value);
  return cached.ok ? accepted(byMeter({ inputs: inputs.value, cached: cached.value, outputs: outputs.value })) : cached;
}

function byMeter({ inputs, cached, outputs }: { inputs: TokenSplit; cached: TokenSplit; outputs: TokenSplit }): Usage {
  const meters: readonly (readonly [string, number])[] = [
    ['text_input', inputs.text - cached.text],
    ['text_input_cached', cached.text],
    ['image_input', inputs.image - cached.image],
    ['image_input_cached', cached.image],
    ['text_output', outputs.text],
    ['image_output', outputs.image],
  ];
  const used = meters.filter(([meter, count]) => count > 0 || meter === 'text_input' || meter === 'image_output');
  return Object.fromEntries(used.map(([meter, count]) => [meter, BigInt(count)]));
}

function total(usage: Readonly<Record<string, unknown>>, field: string): Outcome<number> {
  const count = readCount(usage[field], [field]);
  if (!count.ok) return count;
  return count.value === undefined ? missing([field], `its ${field.replace('_', ' ')}`) : accepted(count.value);
}
