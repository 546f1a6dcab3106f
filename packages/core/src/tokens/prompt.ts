import { accepted, refused, type Outcome, type Refusal } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';

/** The most characters (code points) of a prompt. Source: OpenAI's API reference. */
const promptCharactersMost = 32_000;
/** The most tokens a legal prompt can have: four bytes a character, at worst a token each. */
export const promptTokensMost = 4 * promptCharactersMost;

/** A prompt that may be sent and counted, exactly as it was written. Refuses other types, white space alone, over 32,000 characters, lone surrogates; it never tokenizes. */
export function checkPrompt(prompt: unknown): Outcome<string> {
  const found = lengthProblem(prompt) ?? textProblem(prompt as string);
  return found === undefined ? accepted(prompt as string) : refused(found);
}

/** Why a prompt is too long to be looked at further, or no text at all; undefined where it is neither. Takes no longer the longer the prompt is. */
export function lengthProblem(prompt: unknown): Refusal | undefined {
  if (typeof prompt !== 'string') return problem('invalid-prompt', `A prompt is text, and ${shown(prompt)} is not.`);
  return isTooLong(prompt) ? problem('prompt-too-long', 'The prompt is longer than 32,000 characters, the most a model takes.') : undefined;
}

function textProblem(prompt: string): Refusal | undefined {
  if (prompt.trim() === '') return problem('empty-prompt', 'The prompt is empty: write at least one character that is not white space.');
  if (prompt.isWellFormed()) return undefined;
  return problem('invalid-prompt', 'The prompt holds half a surrogate pair: write well-formed Unicode text.');
}

function isTooLong(prompt: string): boolean {
  if (prompt.length <= promptCharactersMost) return false;
  return prompt.length > 2 * promptCharactersMost || prompt.length - surrogatePairs(prompt) > promptCharactersMost;
}

function surrogatePairs(prompt: string): number {
  return prompt.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0;
}

function problem(code: 'invalid-prompt' | 'prompt-too-long' | 'empty-prompt', message: string): Refusal {
  return { code, path: ['prompt'], accepted: [], message };
}
