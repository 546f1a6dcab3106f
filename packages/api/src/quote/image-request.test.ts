import { describe, expect, it } from 'vitest';
import { noUploads } from '../uploads/find-uploads.ts';
import { givenRequest, requestHash } from './image-request.ts';

const bare = { model: 'gpt-image-2', prompt: 'Shell', operation: 'generate', n: 1, partialImages: 0 } as const;

describe('A request', () => {
  it('is kept as it was given: null is absent, zero is not', () => {
    expect(givenRequest({ ...bare, size: null, quality: 'low', outputCompression: 0 }, noUploads)).toEqual({
      ...bare,
      quality: 'low',
      outputCompression: 0,
    });
  });

  it('has one hash whatever the order of its fields, and whether a field is absent or null', () => {
    const hash = requestHash({ request: { model: 'gpt-image-2', n: 1 }, providers: undefined });
    expect(requestHash({ providers: null, request: { n: 1, model: 'gpt-image-2' } })).toBe(hash);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    [
      { model: 'a', size: 'b' },
      { model: 'b', size: 'a' },
    ],
    [{ providers: ['a', 'b'] }, { providers: ['a,b'] }],
    [{ n: 1 }, { n: '1' }],
    [{ a: { b: 1 } }, { a: 1, b: 1 }],
    [{ prompt: ' x' }, { prompt: 'x' }],
  ])('%o and %o are two requests', (left, right) => {
    expect(requestHash(left)).not.toBe(requestHash(right));
  });
});
