import { expect, test } from 'vitest';
import { invariant, unreachable } from './invariant.ts';
import { mustHold } from './must-hold.ts';
import { refusalCodes } from './refusal-codes.ts';
import { accepted, mostPressing, refused, underPath, type Refusal } from './refusal.ts';
import { listed, shown } from './shown.ts';

const size: Refusal = { code: 'invalid-size', message: 'No such size.', path: ['size'], accepted: ['976x704'] };
const model: Refusal = { code: 'unknown-model', message: 'No such model.', path: ['model'], accepted: [] };
const count: Refusal = { code: 'invalid-n', message: 'No such number.', path: ['n'], accepted: [] };

test('a refusal without path and accepted values has empty ones', () => {
  expect(refused({ code: 'invalid-n', message: 'No.' })).toEqual({
    ok: false,
    refusal: { code: 'invalid-n', message: 'No.', path: [], accepted: [] },
  });
  expect(accepted(3)).toEqual({ ok: true, value: 3 });
});

test('the most pressing refusal leads, whatever their order, and the others follow by precedence', () => {
  expect(mostPressing([size, count, model])).toEqual({ ...model, others: [count, size] });
  expect(mostPressing([{ ...size, others: [model] }])).toEqual({ ...model, others: [size] });
  expect(mostPressing([size])).toEqual(size);
  expect(mostPressing([])).toBeUndefined();
});

test('of two that say the same, one is told', () => {
  expect(mostPressing([size, { ...size }])).toEqual(size);
});

test('a path grows at its front, that of the others too', () => {
  expect(underPath({ ...model, others: [size] }, ['input', 'request'])).toEqual({
    ...model,
    path: ['input', 'request', 'model'],
    others: [{ ...size, path: ['input', 'request', 'size'] }],
  });
});

test('each code stands once in the order of precedence, with a sentence', () => {
  const codes = refusalCodes.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
  expect(refusalCodes.filter(({ description }) => !description.endsWith('.'))).toEqual([]);
});

test('what is shown of a value from outside is short and on one line', () => {
  expect(shown('1024 x\n1024')).toBe('"1024 x\\n1024"');
  expect(shown('a'.repeat(100_000))).toBe(`"${'a'.repeat(60)}…"`);
  expect(shown(`${'a'.repeat(59)}😀`)).toBe(`"${'a'.repeat(59)}\uFFFD…"`);
  expect([Number.NaN, null, undefined, [1], { a: 1 }, 12n].map(shown)).toEqual([
    'NaN',
    'null',
    'undefined',
    'a list',
    'a value of type object',
    '12',
  ]);
  expect(listed(['png', 'webp'])).toBe('png, webp');
});

test('the impossible throws', () => {
  expect(() => invariant(false, 'A charge is never negative.')).toThrow('A charge is never negative.');
  expect(() => unreachable('x' as never)).toThrow('x is no member of its union.');
  expect(() => mustHold(refused({ code: 'invalid-n', message: 'No.' }))).toThrow('No.');
  expect(mustHold(accepted(3))).toBe(3);
});
