import { formatMoney, priceEntry, rateUsage } from '@halfpenny/core';
import type { Charge, Outcome, PriceEntry, PriceEntryInput, Usage } from '@halfpenny/core';

/** A price list as a test writes it down: what it does not say is a realtime price in dollars of a provider of its own, from 2026 on. */
export type ListedPrice = Partial<PriceEntryInput> & Pick<PriceEntryInput, 'components'>;

/** The value of an outcome; a refusal fails the test with its sentence. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  return outcome.value;
}

/** The price entry of a list. */
export function listed(price: ListedPrice): PriceEntry {
  return unwrap(priceEntry({ provider: 'any', model: 'made', mode: 'realtime', currency: 'USD', from: '2026-01-01', ...price }));
}

/** What a usage costs by an entry, and how: the total, and its lines as `quantity meter at price: amount`. */
export function bill(entry: PriceEntry, usage: Usage, context: Readonly<Record<string, string>> = {}, priorUsage?: Usage): string {
  return formatMoney(unwrap(rateUsage(usage, entry, context, priorUsage)).total);
}

/** The lines of a charge, one sentence each. */
export function lineTexts({ lines }: Charge): readonly string[] {
  return lines.map((line) => {
    const by = line.ratio === undefined ? '' : ` × ${line.ratio.multiply}/${line.ratio.divide}`;
    return `${line.quantity} ${line.meter} at ${line.unitPrice}/${line.per}${by}: ${formatMoney(line.amount)}`;
  });
}
