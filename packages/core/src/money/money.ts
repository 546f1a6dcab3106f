import { invariant } from '../refusal/invariant.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { formatDecimal, parseDecimal } from './decimal.ts';

/**
 * An exact amount: a whole number of picounits (10^-12) of a currency. Where the currency is known as the code is written, as in `Money<'USD'>`, two currencies in one
 * sum do not compile; where it is not, they are caught when they meet.
 */
export interface Money<Currency extends string = string> {
  readonly currency: Currency;
  readonly pico: bigint;
}

/** Asked of a second amount: nothing where both currencies are the same or one is only known later, and what no amount has where they differ. */
type SameCurrency<A extends string, B extends string> = string extends A | B
  ? unknown
  : [A, B] extends [B, A]
    ? unknown
    : CurrenciesDiffer<A, B>;

interface CurrenciesDiffer<A, B> {
  readonly currenciesDiffer: readonly [A, B];
}

/** True for three capital letters, as ISO 4217 writes a currency: `'USD'`. */
export function isCurrency(text: unknown): text is string {
  return typeof text === 'string' && /^[A-Z]{3}$/.test(text);
}

/** Decimal text and a currency → money; negative amounts too. `parseMoney('0.00397', 'USD')` holds 3_970_000_000 picodollars. Refuses as `parseDecimal` does. */
export function parseMoney<const Currency extends string>(amount: string, currency: Currency): Outcome<Money<Currency>> {
  if (!isCurrency(currency)) {
    return refused({
      code: 'invalid-currency',
      path: ['currency'],
      message: `${shown(currency)} is no currency: write three capital letters, such as USD.`,
    });
  }
  const pico = parseDecimal(amount);
  return pico.ok ? accepted({ currency, pico: pico.value }) : refused({ ...pico.refusal, path: ['amount'] });
}

/** The amount as decimal text, without its currency: `'0.00397'`, `'-0.5'`, `'0'`. */
export function formatMoney(money: Money): string {
  return formatDecimal(money.pico);
}

/** The sum of two amounts of one currency. */
export function addMoney<A extends string, B extends string>(a: Money<A>, b: Money<B> & SameCurrency<A, B>): Money<A> {
  return { currency: oneCurrency(a, b), pico: a.pico + b.pico };
}

/** What is left of `a` without `b`; both of one currency. May be negative. */
export function subtractMoney<A extends string, B extends string>(a: Money<A>, b: Money<B> & SameCurrency<A, B>): Money<A> {
  return { currency: oneCurrency(a, b), pico: a.pico - b.pico };
}

/** −1 where `a` is less than `b`, 0 where equal, 1 where more; both of one currency. */
export function compareMoney<A extends string, B extends string>(a: Money<A>, b: Money<B> & SameCurrency<A, B>): -1 | 0 | 1 {
  oneCurrency(a, b);
  if (a.pico === b.pico) return 0;
  return a.pico < b.pico ? -1 : 1;
}

/** The exact sum of any number of amounts of the one currency; zero for none. */
export function sumMoney<const A extends string, B extends string>(
  currency: A,
  amounts: Iterable<Money<B> & SameCurrency<A, B>>,
): Money<A> {
  let pico = 0n;
  for (const amount of amounts) {
    invariant((amount.currency as string) === currency, 'Amounts of two currencies are never added.');
    pico += amount.pico;
  }
  return { currency, pico };
}

function oneCurrency<A extends string>(a: Money<A>, b: Money): A {
  invariant(a.currency === b.currency, 'Amounts of two currencies never meet.');
  return a.currency;
}
