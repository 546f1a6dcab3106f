import type { StoredItem } from './reconciliation.table.ts';

/** Accounts of parts whose cause is an account of its own; every other cause is cost that no single charge explains. */
const accounts: Readonly<Record<string, string>> = {
  'outside-scope': 'outside_scope',
  unrecorded: 'unrecorded_cost',
  rounding: 'rounding',
};

const notUsage: Readonly<Record<string, string>> = { tax: 'input_tax', fee: 'top_up_fee' };

/** The account that an accepted cause is carried on: tax on input_tax, unrecorded usage on unrecorded_cost, and so on; else cost_adjustment. */
export function causeAccount({ part, cause }: Pick<StoredItem, 'part' | 'cause'>): string {
  return (part === 'not-usage' ? notUsage[cause] : accounts[part]) ?? 'cost_adjustment';
}

const correctedCauses: ReadonlySet<string> = new Set(['missing-charge', 'other-currency', 'repeated-charge']);

/** True where the charges of an item are what is corrected: a doubt that was billed or not, a charge that a final statement does not show, one that is recorded twice. */
export function isCorrected({ part, cause }: Pick<StoredItem, 'part' | 'cause'>): boolean {
  return part === 'unknown-outcome' || ((part === 'unstated' || part === 'duplicate') && correctedCauses.has(cause));
}

/** True for an item that moves nothing in this period: what is stated in another one, and what only differs in a field. */
export function movesNothing({ part, amount }: Pick<StoredItem, 'part' | 'amount'>): boolean {
  return part === 'timing' || (/^-?0(\.0*)?$/.test(amount) && part !== 'unknown-outcome');
}
