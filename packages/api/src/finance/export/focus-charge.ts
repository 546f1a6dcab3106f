import { formatDecimal } from '@halfpenny/core';
import { picoOf } from '../../platform/stored-amount.ts';
import type { Measure } from '../measure.ts';
import type { ExportedLine } from './exported-line.ts';

/** The accounts of which a charge is made, on either side: usage, adjustments by cause, tax, fees, and credit that was bought. Accruals of doubts are no charge. */
export const chargedAccounts: Readonly<Record<Measure, readonly number[]>> = {
  cost: [1100, 1300, 3900, 5100, 5110, 5200, 5210, 5220, 5310, 5320, 5400],
  revenue: [4100, 4110],
};

/** What a FOCUS row says of a ledger line. Figures are decimal text, what is charged is positive. */
export interface FocusCharge {
  readonly line: ExportedLine;
  readonly category: 'Usage' | 'Purchase' | 'Tax' | 'Credit' | 'Adjustment';
  readonly isCorrection: boolean;
  readonly cost: string;
  readonly billedCost: string;
  readonly effectiveCost: string;
  /** Null: the charge is no quantity at a price. */
  readonly pricing: { readonly quantity: string; readonly unit: string; readonly unitPrice: string } | null;
  readonly consumed: { readonly quantity: string; readonly unit: string } | null;
  /** Which component of the tariff, by its own name. Null: none. */
  readonly component: string | null;
}

/**
 * A line → its charge. Undefined: it is none. Credit is charged when it is bought, and what it is bought for is on account 1100, or 3900 where it is no money; what is counted in a provider's own
 * credits is charged in money when it is taken from its lot.
 */
export function focusCharge(line: ExportedLine, measure: Measure, component: string | null): FocusCharge | undefined {
  const sign = measure === 'cost' ? 1n : -1n;
  const pico = sign * picoOf(line.amount);
  if (!/^[A-Z]{3}$/.test(line.currency)) return undefined;
  if (isOfCredit(line) && (line.event !== 'prepaid-opened' || pico <= 0n)) return undefined;
  const category = categoryOf(line);
  const quantity = line.quantity === null ? null : sign * BigInt(line.quantity);
  const isUsage = category === 'Usage' && quantity !== null;
  const cost = formatDecimal(pico);
  return {
    line,
    category,
    isCorrection: line.corrects !== null && line.accountingDate.slice(0, 7) > line.serviceAt.slice(0, 7),
    cost,
    billedCost: isUnbilled(line) ? '0' : cost,
    effectiveCost: category === 'Purchase' ? '0' : cost,
    pricing: isUsage ? pricingOf(line, { quantity, pico }) : category === 'Purchase' ? asOne(pico) : null,
    consumed: isUsage ? { quantity: String(quantity), unit: unitOf(line.meter) } : null,
    component: isUsage ? component : null,
  };
}

/** What is taken from credit, or lost of it, is on no invoice: it was billed when it was bought. */
function isUnbilled({ accountCode, event, isPrepaid }: ExportedLine): boolean {
  if (event === 'prepaid-opened') return false;
  return event.startsWith('prepaid-') || (isPrepaid && (accountCode === 5100 || accountCode === 5110));
}

function isOfCredit({ accountCode }: ExportedLine): boolean {
  return accountCode === 1100 || accountCode === 3900;
}

function categoryOf(line: ExportedLine): FocusCharge['category'] {
  const { accountCode, meter } = line;
  if (isOfCredit(line)) return 'Purchase';
  if (accountCode === 1300) return 'Tax';
  if (accountCode === 5320) return 'Purchase';
  const isUsage = meter !== null && meter !== 'stated_difference';
  if (accountCode === 4110 && !isUsage) return 'Credit';
  return isUsage ? 'Usage' : 'Adjustment';
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
