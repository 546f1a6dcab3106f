import { parseDecimal, refused, type Outcome } from '@halfpenny/core';

/** Money that went to a provider, or came back, as decimal text. */
export interface MoneyMoved {
  readonly amount: string;
  readonly currency: string;
  /** RFC 3339. */
  readonly happenedAt: string;
  /** What proves it. */
  readonly reference: string;
}

/** The same in picounits. */
export function moneyOf({ amount, currency }: Pick<MoneyMoved, 'amount' | 'currency'>): {
  readonly currency: string;
  readonly pico: bigint;
} {
  const parsed = parseDecimal(amount);
  return { currency, pico: parsed.ok ? parsed.value : 0n };
}

/** Why money cannot have moved so; undefined: it can. */
export function moneyProblem(moved: MoneyMoved, now: Date): Outcome<never> | undefined {
  if (moneyOf(moved).pico <= 0n) return invalid('amount', 'What was paid is more than nothing.');
  if (!isCurrency(moved.currency)) return invalid('currency', 'A currency is written in capital letters: USD.');
  if (new Date(moved.happenedAt) > now)
    return invalid('happenedAt', 'It is recorded once it has happened: give an instant that has passed.');
  return isSaid(moved.reference)
    ? undefined
    : invalid('reference', 'Say what proves it, such as the number of a transfer, in at most 500 characters.');
}

/** Whether it is the code of a currency, or of a provider's credits. */
export function isCurrency(code: string): boolean {
  return /^[A-Z][A-Z0-9]{2,11}$/.test(code);
}

/** Whether a text of at most 500 characters says something. */
export function isSaid(text: string): boolean {
  const said = text.trim();
  return said !== '' && said.length <= 500 && said.isWellFormed() && !said.includes('\0');
}

function invalid(field: string, message: string): Outcome<never> {
  return refused({ code: 'invalid-payment', message, path: [field] });
}
