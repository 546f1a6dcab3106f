import { describe, expect, it } from 'vitest';
import { byteRange } from './byte-range.ts';

describe('A range of an image of 1,000 bytes', () => {
  it.each([
    ['bytes=0-99', { from: 0, to: 99 }],
    ['bytes=990-', { from: 990, to: 999 }],
    ['bytes=-100', { from: 900, to: 999 }],
    ['bytes=-5000', { from: 0, to: 999 }],
    ['bytes=900-5000', { from: 900, to: 999 }],
  ])('that is asked for as %s is that one', (header, span) => {
    expect(byteRange(header, 1000)).toEqual(span);
  });

  it.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('that is asked for as %s holds none of its bytes', (header) => {
    expect(byteRange(header, 1000)).toBe('none');
  });

  it.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=9-1', 'bytes=0-1,5-9', 'pixels=0-1', 'bytes=a-b'])(
    'that is asked for as %s is all of it',
    (header) => {
      expect(byteRange(header, 1000)).toBeUndefined();
    },
  );
});
