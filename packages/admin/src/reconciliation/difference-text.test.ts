import { expect, it } from 'vitest';
import { differenceText, fieldWords, sideValue, spokenText } from './difference-text.ts';

it('A difference names its field with both values, and an em dash where a side has none', () => {
  expect(differenceText({ field: 'size', expected: '1024x1024', actual: '1536x1024' })).toBe('size: 1024x1024 recorded, 1536x1024 stated');
  expect(differenceText({ field: 'outcome', expected: 'in-doubt', actual: 'not stated' })).toBe('outcome: in doubt recorded, not stated');
  expect(differenceText({ field: 'unitPrice', expected: null, actual: '0.000032' })).toBe('unit price: — recorded, 0.000032 stated');
  expect(differenceText({ field: 'quantity', expected: '10000000', actual: '980' })).toBe(
    'quantity: 10\u202F000\u202F000 recorded, 980 stated',
  );
});

it('Days, meters and units are read as on every page; names of models, projects and keys stay as they are', () => {
  expect(fieldWords('gpt-image-2 image_output quantity, 2026-10-16, project proj_Ab1, key key_2026')).toBe(
    'gpt-image-2 image output quantity, 16 Oct 2026, project proj_Ab1, key key_2026',
  );
  expect([sideValue('2026-10-01'), sideValue('2026-10-31T23:59:30Z')]).toEqual(['1 Oct 2026', '31 Oct 2026, 23:59 UTC']);
  expect(spokenText('1756 image_output, 20 text_input')).toBe('1\u202F756 image output tokens, 20 text input tokens');
  expect(spokenText('32 per 1000000 (realtime, price entry 01890000-0000-7a00-8000-0000000000ff)')).toBe(
    '32 per 1M (realtime, price entry …0000000000ff)',
  );
});
