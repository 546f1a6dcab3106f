import { checkPrompt, countPromptTokens } from '@halfpenny/core';
import { Bench } from 'tinybench';
import { printRates, ratesOf } from './report.ts';

const charactersMost = 32_000;

/** Prompts as long as is legal and as hard to cut as can be; at most 50 ms each. What is longer is refused without being counted. */
export async function benchPrompts(): Promise<void> {
  const ideographs = Array.from({ length: charactersMost }, (_, index) => String.fromCharCode(0x4e00 + ((index * 7919) % 20_000))).join('');
  const prompts: readonly (readonly [string, string])[] = [
    ['words', 'harbour '.repeat(charactersMost / 8)],
    ['spaces', ' '.repeat(charactersMost)],
    ['one letter', 'a'.repeat(charactersMost)],
    ['emoji', '😀'.repeat(charactersMost)],
    ['ideographs in no order', ideographs],
    ['ideographs with spaces', ideographs.replaceAll(/(.{15})./g, '$1 ')],
  ];
  const bench = new Bench({ time: 500 });
  for (const [name, prompt] of prompts) bench.add(`32,000 characters: ${name}`, async () => void (await countPromptTokens(prompt)));
  bench.add('a million spaces, refused', () => void checkPrompt(' '.repeat(1_000_000)));
  await bench.run();
  printRates('Counting hostile prompts', ratesOf(bench));
}
