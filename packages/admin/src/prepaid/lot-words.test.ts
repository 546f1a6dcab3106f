import { expect, it } from 'vitest';
import { expiryOf, leftShare, statedGap, usedOf } from './lot-words.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const lot = {
  state: 'RECORDED',
  quantity: usd('100'),
  left: usd('99.99406'),
  expiresAt: '2026-12-20T00:00:00Z',
  hasExpired: false,
} as const;
const now = '2026-12-06T09:00:00Z';

it('A lot is used by what is no longer left of it, to the last digit; one that waits for approval is not', () => {
  expect([usedOf(lot), usedOf({ ...lot, state: 'PROPOSED', left: usd('0') })]).toEqual(['0.00594', '0']);
  expect([leftShare({ ...lot, left: usd('25') }), leftShare({ ...lot, state: 'DISCARDED' })]).toEqual([25, 0]);
});

it('What is left and lost within thirty days stands out', () => {
  expect(expiryOf(lot, now)).toEqual({ text: 'lost in 14 days', tone: 'text-warning font-medium' });
  expect(expiryOf({ ...lot, left: usd('0') }, now).tone).toBe('text-muted');
  expect(expiryOf({ ...lot, expiresAt: '2026-12-06T23:00:00Z' }, now).text).toBe('lost today');
  expect(expiryOf({ ...lot, expiresAt: null }, now).text).toBe('does not expire');
  expect(expiryOf({ ...lot, hasExpired: true }, now).text).toBe('expired');
});

it('A balance that a provider states is held against what was recorded then', () => {
  expect([statedGap(usd('99.99'), usd('99.99812')), statedGap(usd('5'), usd('5'))]).toEqual(['-0.00812', '0']);
});
