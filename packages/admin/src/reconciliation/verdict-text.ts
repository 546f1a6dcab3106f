import { moneyText } from '../figures/money-parts.ts';
import { picoOf } from '../figures/pico-of.ts';
import type { Bridge } from './bridge-steps.ts';
import { causesText, tallyOf } from './item-tally.ts';
import type { ItemTally } from './item-tally.ts';
import { partWords } from './reconciliation-words.ts';

/**
 * What a bridge comes to, for somebody who never saw one: "The provider states $40.13 more than is recorded here. Most of it is +$41.20, outside scope: a
 * service that is not executed here." Amounts are whole, to the last digit.
 */
export function verdictText({ variance, parts }: Bridge, tally: readonly ItemTally[]): string {
  const difference = picoOf(variance.amount);
  const found = parts.filter(({ amount }) => picoOf(amount.amount) !== 0n);
  const [greatest] = found.toSorted((a, b) => (size(b.amount.amount) > size(a.amount.amount) ? 1 : -1));
  if (greatest === undefined) return 'The provider states exactly what is recorded here, to the last digit.';
  const { currency } = variance;
  const unsigned = moneyText(variance.amount, currency).replace('−', '');
  const whole =
    difference === 0n
      ? 'In sum the provider states what is recorded here, and yet the two differ: causes cancel each other.'
      : `The provider states ${unsigned} ${difference > 0n ? 'more' : 'less'} than is recorded here.`;
  const { label, meaning } = partWords[greatest.part];
  const amount = `${greatest.amount.amount.startsWith('-') ? '' : '+'}${moneyText(greatest.amount.amount, currency)}`;
  const why = causesText(tallyOf(tally, { part: greatest.part }).filter((each) => each.amount.currency === currency)) || meaning;
  const rest = found.length === 1 ? 'All of it' : 'The greatest part';
  return `${whole} ${rest} is ${label.toLowerCase()}, ${amount}: ${why}.`;
}

function size(amount: string): bigint {
  const pico = picoOf(amount);
  return pico < 0n ? -pico : pico;
}
