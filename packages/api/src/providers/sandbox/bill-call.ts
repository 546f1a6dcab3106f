import type { AcceptedCall } from './check-call.ts';
import prices from './prices.json' with { type: 'json' };

/** Hundred-millionths of a dollar: the sandbox's own unit, in which every price of its list is whole. */
export type Crumbs = bigint;

/** What a call used, as the provider itself counted it. */
export interface CountedUse {
  readonly textIn: number;
  readonly imageIn: number;
  readonly imageOut: number;
  readonly textOut: number;
  readonly images: number;
}

const decimals = 8;

/**
 * What the provider charges for a call it answered on a day (YYYY-MM-DD); undefined where its list has no price.
 * 20 text tokens at 5 and 129 image tokens at 30 a million → 397000 crumbs, that is 0.00397.
 */
export function billCall(call: AcceptedCall, use: CountedUse, day: string): Bill | undefined {
  const byImage = prices.byImage.find((row) => sells(row, call, day) && fits(row, call));
  const price = byImage ?? prices.byToken.find((row) => sells(row, call, day));
  return price === undefined ? undefined : billAt(price, use);
}

/** The same of a call that came in a batch: 0.00594 at once is 0.00297 there. */
export function billBatchItem(call: AcceptedCall, use: CountedUse, day: string): Bill | undefined {
  const price = prices.inBatchByToken.find((row) => sells(row, call, day));
  return price === undefined ? undefined : billAt(price, use);
}

/** Dollars an image, or dollars a million tokens, as decimal text. */
export interface Price {
  readonly each?: string | undefined;
  readonly textIn?: string | undefined;
  readonly imageIn?: string | undefined;
  readonly imageOut?: string | undefined;
  readonly textOut?: string | undefined;
}

/** A part of a bill: what was counted, and what it costs. */
interface BillItem {
  readonly item: string;
  readonly quantity: number;
  readonly unit: 'tokens' | 'images';
  readonly amount: Crumbs;
}

/** What a call costs, by its parts. */
export interface Bill {
  readonly total: Crumbs;
  readonly items: readonly BillItem[];
}

/** What a use costs at a price; text output costs what image output does, and an input image what text does, where no price of its own is given. */
export function billAt(price: Price, use: CountedUse): Bill {
  const items = billItems(price, use).filter(({ quantity }) => quantity > 0);
  return { total: items.reduce((sum, { amount }) => sum + amount, 0n), items };
}

function billItems(
  { each, textIn = '0', imageIn = textIn, imageOut = '0', textOut = imageOut }: Price,
  use: CountedUse,
): readonly BillItem[] {
  if (each !== undefined) return [{ item: 'images', quantity: use.images, unit: 'images', amount: parseCrumbs(each) * BigInt(use.images) }];
  return [
    tokenItem('text input', textIn, use.textIn),
    tokenItem('image input', imageIn, use.imageIn),
    tokenItem('image output', imageOut, use.imageOut),
    tokenItem('text output', textOut, use.textOut),
  ];
}

function tokenItem(item: string, price: string, quantity: number): BillItem {
  return { item, quantity, unit: 'tokens', amount: perMillion(price, quantity) };
}

/** Decimal text of an amount: 397000n → "0.00397". */
export function formatCrumbs(crumbs: Crumbs): string {
  if (crumbs < 0n) return `-${formatCrumbs(-crumbs)}`;
  const digits = String(crumbs).padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, -decimals) : `${digits.slice(0, -decimals)}.${fraction}`;
}

/** The amount of decimal text with at most eight decimals: "0.00397" → 397000n. */
export function parseCrumbs(text: string): Crumbs {
  if (text.startsWith('-')) return -parseCrumbs(text.slice(1));
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0'));
}

interface Row {
  readonly provider: string;
  readonly model: string;
  readonly from: string;
  readonly until?: string;
}

function sells(row: Row, call: AcceptedCall, day: string): boolean {
  return (
    row.provider === call.provider.name && row.model === call.model.name && row.from <= day && (row.until === undefined || day < row.until)
  );
}

function fits(row: { readonly quality?: string; readonly sizes?: readonly string[] }, call: AcceptedCall): boolean {
  return (row.quality ?? call.quality) === call.quality && (row.sizes?.includes(call.size) ?? true);
}

function perMillion(price: string, tokens: number): Crumbs {
  return (parseCrumbs(price) / 1_000_000n) * BigInt(tokens);
}
