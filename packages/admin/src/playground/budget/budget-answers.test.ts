import { formatMoney, publishedPriceBook } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import { exampleDraft } from '../request-draft.ts';
import { budgetAnswers } from './budget-answers.ts';

const place = { book: publishedPriceBook, draft: exampleDraft, promptTokens: 14, at: '2026-11-20T12:00:00Z' };
const told = (amount: string, more: object = {}) =>
  budgetAnswers(place, { amount, shape: '', provider: 'openai', ...more }).map(({ question, fit }) =>
    fit.ok
      ? [question, fit.value.size, fit.value.quality, formatMoney(fit.value.cost), String(fit.value.images)]
      : [question, fit.refusal.code],
  );

describe('What fits half a cent', () => {
  it('is the card that is asked for, and larger and cheaper ones', () => {
    expect(told('0.005')).toEqual([
      ['this', '976x704', 'low', '0.00397', '1'],
      ['best', '3840x1312', 'low', '0.00433', '1'],
      ['largest', '3840x1312', 'low', '0.00433', '1'],
      ['cheapest', '1440x480', 'low', '0.00172', '2'],
      ['cheapest-of-all', '1440x480', 'low', '0.00172', '2'],
    ]);
  });

  it('allows a prompt of 220 tokens, whatever this one has', () => {
    const [answer] = budgetAnswers(place, { amount: '0.005', shape: '', provider: 'openai' });
    expect(answer?.fit.ok && answer.fit.value.promptTokensLeft).toBe(220);
  });

  it('is refused where it is no amount, and empty where none is typed', () => {
    expect(told('half a cent')).toEqual([['this', 'invalid-decimal']]);
    expect(told('  ')).toEqual([]);
    expect(told('0.0001')[1]).toEqual(['best', 'nothing-fits']);
  });

  it('keeps to a shape', () => {
    expect(told('1', { shape: '1:1' })[1]).toEqual(['best', '2880x2880', 'high', expect.any(String), expect.any(String)]);
  });
});
