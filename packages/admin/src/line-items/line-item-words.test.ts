import { expect, test } from 'vitest';
import { daysText, meaningText } from './line-item-words.ts';

const nothing = { notUsageKind: null, service: null, model: null, meter: null, mode: null, size: null, quality: null } as const;

test('an entry is said in a phrase', () => {
  const usage = { ...nothing, meaning: 'USAGE', service: 'images', model: 'gpt-image-2' } as const;
  expect(meaningText({ ...usage, meter: 'image_output', mode: 'BATCH' })).toBe('gpt-image-2, image_output, in batches');
  expect(meaningText({ ...usage, mode: 'REALTIME', quality: 'low' })).toBe('gpt-image-2, whole calls, low');
  expect(meaningText({ ...nothing, meaning: 'OUTSIDE', service: 'chat' })).toBe('Outside: chat');
  expect(meaningText({ ...nothing, meaning: 'NOT_USAGE', notUsageKind: 'TAX' })).toBe('Tax');
});

test.each([
  [null, null, ''],
  ['2026-10-01', null, 'from 2026-10-01'],
  [null, '2026-10-01', 'before 2026-10-01'],
  ['2026-10-01', '2026-11-01', '2026-10-01 until 2026-11-01'],
])('days from %s until %s are said as "%s"', (from, until, text) => {
  expect(daysText({ from, until })).toBe(text);
});
