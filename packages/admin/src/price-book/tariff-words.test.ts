import { expect, it } from 'vitest';
import { basedText, tariffWords } from './tariff-words.ts';

it('What holds for a whole tariff is said in words, every digit of it', () => {
  const tariff = {
    basedOn: { book: 'cost', multiply: '1.25' },
    modifiers: [
      { multiply: '0.5', when: { mode: ['batch'] } },
      { multiply: '1.1', label: 'Peak' },
    ],
    minimumCharge: '0.001',
    credit: { price: '1.00', per: 211 },
    sizeTiers: [{ name: '1K', longestEdgeMost: 1024 }],
  };
  expect(tariffWords(tariff, 'USD')).toEqual([
    '25% over cost',
    '× 0.5 where mode batch',
    '× 1.1 (Peak)',
    'A call costs at least $0.001',
    'Prices are in credits: 211 cost $1.00',
    '1K: sizes up to an edge of 1\u202F024 px',
  ]);
  expect(basedText({ basedOn: { provider: 'openai', model: 'gpt-image-2', multiply: '0.5' } })).toBe('50% under openai gpt-image-2');
  expect(basedText({ basedOn: { book: 'cost', multiply: '1.005' } })).toBe('0.5% over cost');
  expect(basedText({ basedOn: { provider: 'openai', multiply: '1' } })).toBe('the same as openai');
  expect(tariffWords({}, 'USD')).toEqual([]);
});
