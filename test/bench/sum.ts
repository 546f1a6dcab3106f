import { entryInForce, formatMoney, publishedPriceBook, rateUsage, sumMoney } from '@halfpenny/core';
import { unwrap } from './unwrap.ts';

const at = '2026-11-20T12:00:00Z';
const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime' } as const;
const charges = 1_000_000;

/** A million charges of 0.00397 rated and summed, beside the same in floating point: what is exact, and how long it takes. */
export async function benchSum(): Promise<void> {
  const usage = { text_input: 20n, image_output: 129n };
  const started = performance.now();
  const totals = Array.from({ length: charges }, () => unwrap(rateUsage(usage, unwrap(entryInForce(publishedPriceBook, key, at)))).total);
  const exact = formatMoney(sumMoney('USD', totals));
  const seconds = (performance.now() - started) / 1000;
  let floating = 0;
  for (let index = 0; index < charges; index += 1) floating += 0.00397;
  process.stdout.write(`\nA million charges of 0.00397, rated and summed in ${seconds.toFixed(2)} s\n`);
  process.stdout.write(`  halfpenny: ${exact}   floating point: ${floating}\n`);
  if (exact !== '3970') throw new Error(`A million charges of 0.00397 are 3970, not ${exact}.`);
}
