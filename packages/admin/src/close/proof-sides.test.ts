import { describe, expect, it } from 'vitest';
import { proofsOf } from './proof-sides.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const zero = usd('0');
const line = (code: number, closing: string) => ({
  code,
  account: 'an account',
  opening: zero,
  debit: zero,
  credit: zero,
  closing: usd(closing),
});
const rolled = { opening: usd('-1'), recorded: usd('-0.5'), corrected: usd('0.1'), stated: usd('1'), closing: usd('-0.41') };
const checklist = {
  conditions: [],
  trialBalance: [line(2100, '-0.4'), line(2200, '-1.2'), line(5100, '1.6')],
  rollForward: [{ providerAccountId: '1', provider: 'openai', ...rolled }],
};
const condition = (key: string, figures: readonly { name: string; value: string; currency: string | null }[]) => ({
  key,
  sentence: 'It is so.',
  holds: true,
  figures: [...figures],
});

describe('A proof of a close', () => {
  it('holds debit balances against credit balances', () => {
    expect(proofsOf(condition('trial-balance', []), checklist)).toEqual([
      {
        about: '',
        currency: 'USD',
        left: { label: 'debit balances', value: '1.6' },
        right: { label: 'credit balances', value: '1.6' },
        difference: '0',
      },
    ]);
  });

  it('names the difference of what rolls forward, by provider', () => {
    const [proof] = proofsOf(condition('roll-forward', []), checklist);
    expect([proof?.about, proof?.left.value, proof?.right.value, proof?.difference]).toEqual(['OpenAI', '-0.4', '-0.41', '0.01']);
  });

  it('takes two amounts of one currency as its sides, and counts the days that are not final', () => {
    const suspense = condition('suspense', [
      { name: 'in suspense', value: '3', currency: 'USD' },
      { name: 'items carried', value: '2.5', currency: 'USD' },
    ]);
    expect(proofsOf(suspense, checklist).map(({ difference }) => difference)).toEqual(['0.5']);
    const days = condition('days-final', [
      { name: 'piapi days', value: '31', currency: null },
      { name: 'piapi final', value: '29', currency: null },
    ]);
    expect(proofsOf(days, checklist).map(({ about, difference }) => [about, difference])).toEqual([['PiAPI', '2']]);
  });

  it('is none where there are no two figures to compare', () => {
    expect(proofsOf(condition('map-complete', [{ name: 'unmapped', value: '3', currency: null }]), checklist)).toEqual([]);
  });
});
