import { expect, test } from 'vitest';
import { exactDecimal } from '../platform/exact-decimal.ts';
import { membersOf, NumberText, readJson } from './json-document.ts';

function exact(text: string, shift?: number): string {
  const outcome = exactDecimal(text, shift);
  return outcome.ok ? outcome.value : outcome.refusal.code;
}

function sentence(text: string): string {
  const outcome = readJson(text);
  return outcome.ok ? 'read' : outcome.refusal.message;
}

test('reads a number digit by digit, so that no price passes through a binary fraction', () => {
  expect(exact('5e-06', 6)).toBe('5');
  expect(exact('1.0172526e-08', 6)).toBe('0.010172526');
  expect(exact('0.1')).toBe('0.1');
  expect(exact('1e3')).toBe('1000');
  expect(exact('-0.0')).toBe('0');
  expect(exact('123456789012345678901.5', 1)).toBe('1234567890123456789015');
  expect(exact('7e-20')).toBe('0.00000000000000000007');
  expect(exact('NaN')).toBe('invalid-decimal');
  expect(exact('1e9999')).toBe('invalid-decimal');
  expect(exact('1,5')).toBe('invalid-decimal');
});

test('keeps of each value where it stands, and of a number how it was written', () => {
  const read = readJson('{\n  "gpt-image-1": {\n    "input_cost_per_token": 5e-06\n  }\n}');
  if (!read.ok) throw new Error(read.refusal.message);
  const rate = membersOf(membersOf(read.value)?.get('gpt-image-1') ?? read.value)?.get('input_cost_per_token');
  expect(rate?.place).toEqual({ line: 3, column: 29, at: 'gpt-image-1.input_cost_per_token' });
  expect(rate?.value).toEqual(new NumberText('5e-06'));
});

test('refuses what is no JSON with its line, a name given twice, and a bomb of brackets', () => {
  expect(sentence('{\n "a": 1,\n}')).toBe('The text is no JSON: Unexpected token RBrace found. (3:1)');
  expect(sentence('{"a": 1,\n "a": 2}')).toBe('"a" stands twice in one object, again in line 2.');
  expect(sentence('['.repeat(1_000_000))).toMatch(/^The (text is no JSON|JSON is nested)/);
  expect(sentence('')).toMatch(/^The text is no JSON/);
});
