import { entryInForce, formatMoney, publishedPriceBook, rateUsage, sumMoney } from '@halfpenny/core';
import type { Section } from './report.ts';
import { unwrap } from './unwrap.ts';

const at = '2026-11-20T12:00:00Z';
const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime' } as const;
const charges = 1_000_000;

/** A million charges of 0.00397 rated and summed, beside the same in floating point: what is exact, and how long it takes. */
export function benchSum(): Section {
  const usage = { text_input: 20n, image_output: 129n };
  const started = performance.now();
  const totals = Array.from({ length: charges }, () => unwrap(rateUsage(usage, unwrap(entryInForce(publishedPriceBook, key, at)))).total);
  const exact = formatMoney(sumMoney('USD', totals));
  const seconds = (performance.now() - started) / 1000;
  let floating = 0;
  for (let index = 0; index < charges; index += 1) floating += 0.00397;
  return {
    title: 'A million charges of 0.00397',
    method: 'Each rated by the entry in force, all summed.',
    rates: [{ name: 'rated and summed', perSecond: charges / seconds }],
    promised: [{ promise: 'the sum is exact', measured: `${exact}; in floating point ${floating}`, holds: exact === '3970' }],
  };
}
