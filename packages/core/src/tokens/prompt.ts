import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';

/** The most characters (code points) of a prompt. Source: OpenAI's API reference. */
const promptCharactersMost = 32_000;
/** The most tokens a legal prompt can have: four bytes a character, at worst a token each. */
export const promptTokensMost = 4 * promptCharactersMost;

/** A prompt that may be sent and counted, exactly as it was written. Refuses other types, white space alone, over 32,000 characters, lone surrogates; it never tokenizes. */
export function checkPrompt(prompt: unknown): Outcome<string> {
  if (typeof prompt !== 'string') return refusedPrompt('invalid-prompt', `A prompt is text, and ${shown(prompt)} is not.`);
  if (isTooLong(prompt)) return refusedPrompt('prompt-too-long', 'The prompt is longer than 32,000 characters, the most a model takes.');
  if (prompt.trim() === '')
    return refusedPrompt('empty-prompt', 'The prompt is empty: write at least one character that is not white space.');
  if (!prompt.isWellFormed())
    return refusedPrompt('invalid-prompt', 'The prompt holds half a surrogate pair: write well-formed Unicode text.');
  return accepted(prompt);
}

function isTooLong(prompt: string): boolean {
  if (prompt.length <= promptCharactersMost) return false;
  return prompt.length > 2 * promptCharactersMost || prompt.length - surrogatePairs(prompt) > promptCharactersMost;
}

function surrogatePairs(prompt: string): number {
  return prompt.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0;
}

function refusedPrompt(code: 'invalid-prompt' | 'prompt-too-long' | 'empty-prompt', message: string): Refused {
  return refused({ code, path: ['prompt'], message });
}
