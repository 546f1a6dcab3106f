import { formatDecimal, parseDecimal } from '@halfpenny/core';
import type { ComponentRow } from './price-entry-row.ts';

const million = 1_000_000n;

/**
 * A price of tokens as people quote it, per million: 0.00003 for 1 → 30 for 1000000. What would not come out even, and what counts no tokens,
 * stays as it is.
 */
export function perMillion(component: ComponentRow): ComponentRow {
  const { meter, price, per } = component;
  if (per === '1000000' || !/^(text|image|audio)_(input|output)/.test(meter) || !/^[1-9]\d*$/.test(per)) return component;
  const pico = parseDecimal(price);
  if (!pico.ok) return component;
  const [scaled, units] = [pico.value * million, BigInt(per)];
  return scaled % units === 0n ? { ...component, price: formatDecimal(scaled / units), per: '1000000' } : component;
}
