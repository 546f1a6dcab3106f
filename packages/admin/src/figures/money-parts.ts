/** An amount taken apart for the eye: "$0.00397" is whole "0", cents "00" and the quiet digits "397". */
export interface MoneyParts {
  /** A true minus, U+2212, or nothing. */
  readonly sign: '' | '−';
  readonly symbol: string;
  readonly whole: string;
  readonly cents: string;
  readonly quiet: string;
  readonly isZero: boolean;
}

const symbols: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£' };
const decimal = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Takes apart decimal text, digit by digit and never as a number. At least two decimals are shown.
 * Example: moneyParts('-1234.5', 'USD') → { sign: '−', symbol: '$', whole: '1,234', cents: '50', quiet: '', isZero: false }.
 * Throws on text that is no decimal: the API and core never send any.
 */
export function moneyParts(amount: string, currency: string): MoneyParts {
  const match = decimal.exec(amount);
  if (!match) throw new Error(`An amount is decimal text, not "${amount}".`);
  const [, minus, whole = '', fraction = ''] = match;
  const isZero = !/[1-9]/.test(amount);
  return {
    sign: minus === '-' && !isZero ? '−' : '',
    symbol: symbols[currency] ?? `${currency} `,
    whole: whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ','),
    cents: fraction.slice(0, 2).padEnd(2, '0'),
    quiet: fraction.slice(2),
    isZero,
  };
}

/** An amount as one text, for labels and tooltips: "−$0.10539". */
export function moneyText(amount: string, currency: string): string {
  const parts = moneyParts(amount, currency);
  return `${parts.sign}${parts.symbol}${parts.whole}.${parts.cents}${parts.quiet}`;
}

/** The decimals of the finest of some amounts, at least the two that are always shown: a column is padded to it. */
export function mostDecimals(amounts: readonly string[]): number {
  return Math.max(2, ...amounts.map((amount) => amount.split('.')[1]?.length ?? 0));
}
