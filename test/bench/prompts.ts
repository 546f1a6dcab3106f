import { checkPrompt, countPromptTokens } from '@halfpenny/core';
import { atMostMicroseconds, engineSection } from './engine-section.ts';
import type { Section } from './report.ts';

const charactersMost = 32_000;

/** Prompts as long as is legal and as hard to cut as can be; at most 50 ms each. What is longer is refused without being counted. */
export async function benchPrompts(): Promise<Section> {
  const ideographs = Array.from({ length: charactersMost }, (_, index) => String.fromCharCode(0x4e00 + ((index * 7919) % 20_000))).join('');
  const prompts: readonly (readonly [string, string])[] = [
    ['words', 'harbour '.repeat(charactersMost / 8)],
    ['spaces', ' '.repeat(charactersMost)],
    ['one letter', 'a'.repeat(charactersMost)],
    ['emoji', '😀'.repeat(charactersMost)],
    ['ideographs in no order', ideographs],
    ['ideographs with spaces', ideographs.replaceAll(/(.{15})./g, '$1 ')],
  ];
  const counting = prompts.map(
    ([name, prompt]) => [`32,000 characters: ${name}`, async () => void (await countPromptTokens(prompt))] as const,
  );
  const tasks = { ...Object.fromEntries(counting), 'a million spaces, refused': () => void checkPrompt(' '.repeat(1_000_000)) };
  return engineSection('Counting hostile prompts', tasks, (rates) => [atMostMicroseconds('at most 50 ms each', 50_000, rates)]);
}
