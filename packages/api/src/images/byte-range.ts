import type { Span } from './image-driver.ts';

/**
 * Which bytes of an image a `Range` header asks for: `bytes=0-99` of 1,000 is { from: 0, to: 99 }, `bytes=-100` its last hundred. Undefined: all of them,
 * since there is no header, or one that need not be honoured (several ranges, another unit). 'none': a range that the image has no byte of.
 */
export function byteRange(header: string | undefined, bytes: number): Span | 'none' | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  if (first === '') return last === '0' ? 'none' : { from: Math.max(0, bytes - Number(last)), to: bytes - 1 };
  if (Number(first) >= bytes) return 'none';
  if (last === '') return { from: Number(first), to: bytes - 1 };
  return Number(last) < Number(first) ? undefined : { from: Number(first), to: Math.min(Number(last), bytes - 1) };
}
