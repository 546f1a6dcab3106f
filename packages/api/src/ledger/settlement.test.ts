import { priceEntry, rateUsage, type Charge } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import type { Posting } from './posting.ts';
import { correctionPostings, settlementPostings, type PostedAs } from './settlement.ts';
import { statedCorrectionPostings } from './stated-correction.ts';

/** Image tokens at 30 and text tokens at 5 per million: 1,756 and 20 are 0.05278. */
function cost(imageTokens: bigint, textTokens: bigint): Charge {
  const components = [
    { meter: 'text_input', price: '5.00', per: 1_000_000 },
    { meter: 'image_output', price: '30.00', per: 1_000_000 },
  ];
  const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', from: '2026-04-21' } as const;
  const entry = priceEntry({ ...key, components });
  const charge = entry.ok ? rateUsage({ image_output: imageTokens, text_input: textTokens }, entry.value) : entry;
  if (!charge.ok) throw new Error(charge.refusal.message);
  return charge.value;
}

const post = (charge: Charge, as: Partial<PostedAs> = {}) =>
  settlementPostings(charge, { priceEntryId: 'entry', delivered: true, estimated: false, ...as });

/** Account by account, in millionths: what a worksheet shows. */
function balances(postings: readonly Posting[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { account, amount } of postings) sums[account] = (sums[account] ?? 0) + Math.round(Number(amount) * 1_000_000);
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
}

describe('Postings of the accounting reference', () => {
  it('settled at c, image delivered: generation_cost +c; provider_accrued −c', () => {
    expect(balances(post(cost(1756n, 20n)))).toEqual({ generation_cost: 52_780, provider_accrued: -52_780 });
  });

  it('settled at c, nothing delivered: undelivered_cost +c; provider_accrued −c', () => {
    expect(balances(post(cost(1756n, 20n), { delivered: false }))).toEqual({ undelivered_cost: 52_780, provider_accrued: -52_780 });
  });

  it('ESTIMATED at e: generation_cost +e; provider_accrued_estimate −e', () => {
    const estimate = post(cost(129n, 12n), { estimated: true });
    expect(balances(estimate)).toEqual({ generation_cost: 3930, provider_accrued_estimate: -3930 });
  });

  it('an estimate e later known as c: generation_cost −e +c; provider_accrued_estimate +e; provider_accrued −c', () => {
    const estimate = post(cost(129n, 12n), { estimated: true });
    const known = correctionPostings(estimate, post(cost(128n, 12n)));
    expect(balances(known)).toEqual({ generation_cost: -30, provider_accrued_estimate: 3930, provider_accrued: -3900 });
    expect(balances([...estimate, ...known])).toEqual({ generation_cost: 3900, provider_accrued: -3900 });
  });

  it('a correction c → k, not yet stated: generation_cost −c +k; provider_accrued +c −k', () => {
    const correction = correctionPostings(post(cost(129n, 12n)), post(cost(1756n, 12n)));
    expect(balances(correction)).toEqual({ generation_cost: 48_810, provider_accrued: -48_810 });
  });

  it('a correction to VOID: provider_accrued +c; generation_cost −c', () => {
    expect(balances(correctionPostings(post(cost(129n, 12n)), []))).toEqual({ generation_cost: -3930, provider_accrued: 3930 });
  });

  it('a correction c → k, stated, its cell adjusted by a so far: cost_adjustment −a; generation_cost −c +k; statement_suspense +a +c −k', () => {
    const settled = post(cost(129n, 12n));
    const corrected = statedCorrectionPostings(settled, post(cost(258n, 12n)), { currency: 'USD', pico: 10_000_000n });
    expect(balances(corrected)).toEqual({ cost_adjustment: -10, generation_cost: 3870, statement_suspense: -3860 });
    const taken = statedCorrectionPostings(settled, [], { currency: 'USD', pico: 0n });
    expect(balances(taken)).toEqual({ generation_cost: -3930, statement_suspense: 3930 });
  });

  it('a known zero is a line of 0 with its quantity, and an unknown is no line', () => {
    const lines = post(cost(129n, 0n)).filter(({ meter }) => meter === 'text_input');
    expect(lines.map(({ amount, quantity }) => [amount, quantity])).toEqual([
      ['0', '0'],
      ['0', '0'],
    ]);
  });
});
