import { describe, expect, it } from 'vitest';
import { perText, quantityText } from './quantity-text.ts';

describe('A count on the page', () => {
  it('has thin spaces between thousands', () => {
    expect(quantityText(1056n)).toBe('1\u202F056');
    expect(quantityText('23719000')).toBe('23\u202F719\u202F000');
    expect(quantityText('196')).toBe('196');
  });

  it('keeps a fraction as it is', () => {
    expect(quantityText('4160.5')).toBe('4\u202F160.5');
  });
});

describe('The divisor of a rate', () => {
  it('is said as people say it', () => {
    expect(perText('1000000')).toBe('1M');
    expect(perText(2000000n)).toBe('2M');
    expect(perText('1000')).toBe('1k');
    expect(perText('1024')).toBe('1\u202F024');
  });

  it('is not said where it is one', () => {
    expect(perText(1n)).toBe('');
  });
});
