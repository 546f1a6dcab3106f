import { describe, expect, it } from 'vitest';
import { rateText } from './rate-text.ts';

describe('A rate on the page', () => {
  it('is quoted per million tokens', () => {
    expect(rateText({ meter: 'image_output', price: '30', per: '1000000' }, 'USD')).toBe('$30.00 / 1M image output tokens');
  });

  it('is quoted for one image where it is flat', () => {
    expect(rateText({ meter: 'image', price: '0.1', per: '1' }, 'USD')).toBe('$0.10 / image');
  });

  it('calls a meter that is new here by its own name', () => {
    expect(rateText({ meter: 'gpu_second', price: '0.0014', per: '1' }, 'USD')).toBe('$0.0014 / gpu second');
  });
});
