import { accepted, type Outcome } from '../refusal/refusal.ts';
import { plainObject } from '../refusal/plain-object.ts';
import { completedResponse } from './completed-response.ts';
import type { Usage } from './meter.ts';
import { contradictory, missing, readCount } from './token-split.ts';
import { keepingReading } from './usage-from-reading.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What the chat model of a Responses call used, beside the images its tool made, which `usageFromReading` reads: `text_input`, `text_input_cached`, `text_output`,
 * by the chat model's own tariff. Of 1,000 input tokens, 400 of them cached, 600 are text_input. Refuses as `usageFromReading` does.
 */
export function mainlineUsage(reading: unknown): Outcome<Usage> {
  const usage = plainObject(completedResponse(reading)?.['usage']);
  return usage === undefined ? missing(['usage'], 'what the chat model used') : keepingReading(chatUsage(usage), usage);
}

function chatUsage(usage: Fields): Outcome<Usage> {
  const input = readCount(usage['input_tokens'], ['input_tokens']);
  if (!input.ok) return input;
  const output = readCount(usage['output_tokens'], ['output_tokens']);
  if (!output.ok) return output;
  if (input.value === undefined || output.value === undefined) return missing(['usage'], 'both its input and its output tokens');
  const cached = readCount(plainObject(usage['input_tokens_details'])?.['cached_tokens'], ['input_tokens_details', 'cached_tokens']);
  if (!cached.ok) return cached;
  const total = readCount(usage['total_tokens'], ['total_tokens']);
  if (!total.ok) return total;
  if (total.value !== undefined && total.value !== input.value + output.value)
    return contradictory(['total_tokens'], 'input and output do not add up to the total');
  const ofCache = cached.value ?? 0;
  if (ofCache > input.value) return contradictory(['input_tokens_details'], 'more tokens are cached than were put in');
  const counts = { text_input: BigInt(input.value - ofCache), text_output: BigInt(output.value) };
  return accepted(ofCache === 0 ? counts : { ...counts, text_input_cached: BigInt(ofCache) });
}
