import { formatMoney } from '@halfpenny/core';
import type { ChargeLine } from '@halfpenny/core';

/** A line of a charge as the page shows it, whether the engine in the page or the API rated it: all figures are text. */
export interface LineRow {
  readonly meter: string;
  readonly label?: string | null | undefined;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly per: string;
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly rounded: boolean;
}

/** A line that core rated, written out. */
export function lineRow(line: ChargeLine): LineRow {
  const { meter, label, quantity, unitPrice, per, amount, rounded } = line;
  const written = { amount: formatMoney(amount), currency: amount.currency };
  return { meter, label, quantity: String(quantity), unitPrice, per: String(per), amount: written, rounded };
}
