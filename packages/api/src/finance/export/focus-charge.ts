import { formatDecimal } from '@halfpenny/core';
import { picoOf } from '../../platform/stored-amount.ts';
import type { Measure } from '../measure.ts';
import type { ExportedLine } from './exported-line.ts';
import type { Sku } from './tariff-component.ts';

type Category = 'Usage' | 'Purchase' | 'Tax' | 'Credit' | 'Adjustment';

/** What a line of an account is as a charge. `billed`: it is on an invoice; `effective`: it is cost of ours. */
interface Meaning {
  readonly category: Category;
  readonly billed: boolean;
  readonly effective: boolean;
}

const cost = (category: Category): Meaning => ({ category, billed: true, effective: true });
const onInvoice = (category: Category): Meaning => ({ category, billed: true, effective: false });

/**
 * The accounts of which a charge is made, by their numbers. Accruals of doubts are no charge. What an invoice has beyond the charges it covers is in suspense, or claimed; what
 * others used of an account that is lent to them is on its owner's invoice; what is stated otherwise than it was carried is on 2100, where a statement is accepted.
 */
const meanings: Readonly<Record<Measure, Readonly<Record<number, Meaning>>>> = {
  cost: {
    1100: onInvoice('Purchase'),
    1200: onInvoice('Adjustment'),
    1300: cost('Tax'),
    1410: onInvoice('Usage'),
    1900: onInvoice('Adjustment'),
    2100: onInvoice('Adjustment'),
    3900: onInvoice('Purchase'),
    5100: cost('Usage'),
    5110: cost('Usage'),
    5200: cost('Adjustment'),
    5210: cost('Adjustment'),
    5220: cost('Adjustment'),
    5300: cost('Credit'),
    5310: { category: 'Adjustment', billed: false, effective: true },
    5320: cost('Purchase'),
    5400: cost('Adjustment'),
    5410: cost('Adjustment'),
  },
  revenue: { 4100: cost('Usage'), 4110: cost('Usage') },
};

/** The numbers of those accounts. */
export function chargedAccounts(measure: Measure): readonly number[] {
  return Object.keys(meanings[measure]).map(Number);
}

/** What a FOCUS row says of a ledger line. Figures are decimal text, what is charged is positive. */
export interface FocusCharge {
  readonly line: ExportedLine;
  readonly category: Category;
  readonly cost: string;
  readonly billedCost: string;
  readonly effectiveCost: string;
  /** Null: the charge is no quantity at a price. */
  readonly pricing: { readonly quantity: string; readonly unit: string; readonly unitPrice: string } | null;
  readonly consumed: { readonly quantity: string; readonly unit: string } | null;
  /** What was sold. Null: nothing that has a price. */
  readonly sku: Sku | null;
}

/**
 * A line → its charge. Undefined: it is none. Credit is charged when it is bought, and what it is bought for is on account 1100, or 3900 where it is no money; what is counted in a provider's own
 * credits is charged in money when it is taken from its lot.
 */
export function focusCharge(line: ExportedLine, measure: Measure, sku: Sku | null): FocusCharge | undefined {
  const meaning = meanings[measure][line.accountCode];
  const stated = line.accountCode === 2100 ? (line.remainder ?? '0') : line.amount;
  const pico = measure === 'cost' ? picoOf(stated) : -picoOf(stated);
  if (meaning === undefined || !/^[A-Z]{3}$/.test(line.currency) || !isCharge(line, pico)) return undefined;
  const isUsage = line.meter !== null && line.meter !== 'stated_difference';
  const category = meaning.category !== 'Usage' || isUsage ? meaning.category : line.accountCode === 4110 ? 'Credit' : 'Adjustment';
  const text = formatDecimal(pico);
  const counted = category === 'Usage' ? { sku, ...countedOf(line, pico, measure) } : { ...boughtOf(line, category, pico), consumed: null };
  return {
    line,
    category,
    cost: text,
    billedCost: meaning.billed && !isPaidBefore(line) ? text : '0',
    effectiveCost: meaning.effective ? text : '0',
    ...counted,
  };
}

/** Beyond charges an invoice has what is in suspense or claimed, and what was stated otherwise than it was carried. */
const ofInvoices: ReadonlySet<number> = new Set([1200, 1900, 2100]);

/** Of the accounts of credit only what it was bought for is a charge, of what is lent only usage, and what belongs to an invoice only where there is one. */
function isCharge({ accountCode, event, meter, invoice }: ExportedLine, pico: bigint): boolean {
  if (accountCode === 1100 || accountCode === 3900) return event === 'prepaid-opened' && pico > 0n;
  if (accountCode === 1410) return meter !== null;
  return !ofInvoices.has(accountCode) || (invoice !== null && pico !== 0n);
}

/** What is taken from credit that was bought is on no invoice: it was billed when it was bought. */
function isPaidBefore({ accountCode, event, isPrepaid, invoice }: ExportedLine): boolean {
  const isCost = accountCode >= 5100 && accountCode < 5300;
  return isCost && (event.startsWith('prepaid-') || (isPrepaid && invoice === null));
}

function boughtOf({ provider, accountCode }: ExportedLine, category: Category, pico: bigint) {
  if (category !== 'Purchase') return { pricing: null, sku: null };
  const meter = accountCode === 5320 ? 'top_up_fee' : 'prepaid_credit';
  const id = `${provider}/${meter}`;
  return { pricing: asOne(pico), sku: { id, priceId: id, meter, details: JSON.stringify({ x_Meter: meter }) } };
}

function countedOf(line: ExportedLine, pico: bigint, measure: Measure): Pick<FocusCharge, 'pricing' | 'consumed'> {
  const quantity = (measure === 'cost' ? 1n : -1n) * BigInt(line.quantity ?? '0');
  return { pricing: pricingOf(line, { quantity, pico }), consumed: { quantity: String(quantity), unit: unitOf(line.meter) } };
}

/**
 * The price of one unit, where quantity times that is the cost exactly; else the charge is one unit at its own cost, for the product must hold to the last digit.
 * Example: 129 image tokens at 30 a million are 129 tokens at 0.00003.
 */
function pricingOf(line: ExportedLine, { quantity, pico }: { readonly quantity: bigint; readonly pico: bigint }): FocusCharge['pricing'] {
  const dividend = picoOf(line.unitPrice ?? '0') * BigInt(line.multiplier ?? '1');
  const divisor = BigInt(line.per ?? '1') * BigInt(line.divisor ?? '1');
  const unitPrice = dividend / divisor;
  if (dividend % divisor !== 0n || unitPrice < 0n || unitPrice * quantity !== pico) return asOne(pico);
  return { quantity: String(quantity), unit: unitOf(line.meter), unitPrice: formatDecimal(unitPrice) };
}

function asOne(pico: bigint): FocusCharge['pricing'] {
  return { quantity: pico < 0n ? '-1' : '1', unit: 'Charges', unitPrice: formatDecimal(pico < 0n ? -pico : pico) };
}

/** The unit a meter counts, as FOCUS writes units: capitalised, in the plural. */
function unitOf(meter: string | null): string {
  const name = meter ?? '';
  if (/^(text|image)_(input|output)/.test(name)) return 'Tokens';
  return `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}s`;
}
