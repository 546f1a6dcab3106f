import { expect, it } from 'vitest';
import { heldDays, meaningText } from './line-item-words.ts';

const none = { notUsageKind: null, service: null, model: null, meter: null, mode: null, size: null, quality: null };

it('What words stand for is said in a line: usage with what it counts, another service, or no usage', () => {
  const usage = { ...none, meaning: 'USAGE', service: 'images', model: 'gpt-image-2' } as const;
  expect(meaningText({ ...usage, meter: 'image_output', mode: 'BATCH' })).toBe('images of gpt-image-2, image output tokens, in batches');
  expect(meaningText({ ...usage, mode: 'REALTIME', size: '1024x1024', quality: 'high' })).toBe(
    'images of gpt-image-2, whole calls, 1024x1024, high',
  );
  expect(meaningText({ ...none, meaning: 'OUTSIDE', service: 'chat' })).toBe('outside: chat');
  expect(meaningText({ ...none, meaning: 'NOT_USAGE', notUsageKind: 'CREDIT' })).toBe('no usage: a credit');
});

it('The last day of an entry is the one before its end', () => {
  expect(heldDays({ from: '2026-10-01', until: '2026-11-01' })).toBe('1 Oct 2026 – 31 Oct 2026');
  expect([heldDays({ from: null, until: null }), heldDays({ from: '2026-10-01', until: null })]).toEqual(['every day', 'from 1 Oct 2026']);
});
