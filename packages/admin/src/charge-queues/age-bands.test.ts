import { expect, it } from 'vitest';
import { bandsOf, bandText } from './age-bands.ts';

const day = 86_400;
const claim = (days: number, amount: string, currency = 'USD') => ({ ageSeconds: days * day, amount: { amount, currency } });

it('Claims are summed by age and currency, whole days deciding the band', () => {
  expect(bandsOf([claim(3.9, '0.1'), claim(4, '0.25'), claim(30.5, '-0.05'), claim(120, '3'), claim(1, '2', 'EUR')])).toEqual([
    { fromDays: 0, untilDays: 4, currency: 'EUR', count: 1, amount: '2' },
    { fromDays: 0, untilDays: 4, currency: 'USD', count: 1, amount: '0.1' },
    { fromDays: 4, untilDays: 31, currency: 'USD', count: 2, amount: '0.2' },
    { fromDays: 91, untilDays: null, currency: 'USD', count: 1, amount: '3' },
  ]);
});

it('A band of ages is told by its whole days', () => {
  expect([bandText(0, 4), bandText(4, 31), bandText(31, 91), bandText(91, null)]).toEqual([
    'under 4 days',
    '4 to 30 days',
    '31 to 90 days',
    '91 days and more',
  ]);
});
