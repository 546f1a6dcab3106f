import * as fc from 'fast-check';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { numberHeap, put, takeLeast } from './number-heap.ts';
import { countPromptTokens } from './prompt-tokens.ts';
import { noRank, rankOf, rankTable } from './rank-table.ts';
import { utf8Bytes } from './utf8.ts';

test.each([
  ['Sparkling shell with a pearl', 6],
  ['Original ancient wizard profile card, readable stats, cinematic lighting, detailed robes', 14],
  ['', 0],
])('%j has its o200k tokens, without overhead', async (prompt, tokens) => {
  expect(await countPromptTokens(prompt)).toBe(tokens);
});

test('text that looks like a control token is counted as the characters it is', async () => {
  expect(await countPromptTokens('<|endoftext|>')).toBe(7);
  expect(await countPromptTokens(`<|endoftext|>${'x'.repeat(500)}`)).toBe(7 + (await countPromptTokens('x'.repeat(500))));
});

test.each([
  ['spaces', ' ', 32_000, 250],
  ['one letter', 'a', 32_000, 4000],
  ['signs', '!?', 16_000, 8002],
  ['ideographs', '汉字漢', 10_600, 31_800],
  ['emoji', '😀', 32_000, 32_000],
  ['short pieces that are no token', 'a😀', 16_000, 32_000],
  ['contractions', "'s", 16_000, 16_000],
])('a prompt of nothing but %s is counted exactly, without the square of its length', async (_, unit, times, tokens) => {
  expect(await countPromptTokens(unit.repeat(times))).toBe(tokens);
});

test('law: long pieces have the count of the tokenizer itself', async () => {
  const units = fc.constantFrom('a', 'Z', 'é', '漢', '😀', '!', '/', '_', '\n', ' ', 'ing', 'tion', '\u0301', 'ß', '़', "'s");
  const text = fc.array(units, { minLength: 17, maxLength: 300 }).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom('', ' '), async (prompt, gap) => {
      const unbroken = gap + prompt.replaceAll(/[\s!/_']/g, 'e');
      expect(await countPromptTokens(unbroken)).toBe(countTokens(unbroken));
      expect(await countPromptTokens(prompt)).toBe(countTokens(prompt));
    }),
  );
});

test('a heap gives what was put in, the least first', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), (values) => {
      const heap = numberHeap(values.length);
      for (const value of values) put(heap, value);
      expect([...values, 0].map(() => takeLeast(heap))).toEqual([...values.toSorted((a, b) => a - b), -1]);
    }),
  );
});

test('text becomes its UTF-8 bytes', () => {
  expect([...utf8Bytes('aé漢😀')]).toEqual([0x61, 0xc3, 0xa9, 0xe6, 0xbc, 0xa2, 0xf0, 0x9f, 0x98, 0x80]);
});

test('a token is found by its bytes, wherever they stand', () => {
  const table = rankTable([utf8Bytes('a'), undefined, utf8Bytes('ab'), utf8Bytes('漢')]);
  const text = utf8Bytes('xab漢');
  const spans = [
    [1, 2],
    [1, 3],
    [3, 6],
    [0, 1],
    [2, 3],
    [3, 5],
  ] as const;
  expect(spans.map(([from, to]) => rankOf(table, text, from, to))).toEqual([0, 2, 3, noRank, noRank, noRank]);
});

test('law: text of any characters has the count of the tokenizer itself', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 20, maxLength: 200 }), async (prompt) => {
      expect(await countPromptTokens(prompt)).toBe(countTokens(prompt));
    }),
  );
});

test.each([['x'.repeat(32_001)], ['😀'.repeat(32_001)], [' '.repeat(1_000_000)]])(
  'a prompt too long to be sent is not counted',
  async (prompt) => {
    await expect(countPromptTokens(prompt)).rejects.toThrow('The prompt is longer than 32,000 characters, the most a model takes.');
  },
);

test('what is no text is not counted', async () => {
  await expect(countPromptTokens(null as never)).rejects.toThrow('A prompt is text, and null is not.');
});
