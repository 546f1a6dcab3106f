import { formatMoney, type Money } from '@halfpenny/core';
import { Field, InputType, ObjectType } from 'type-graphql';
import { DecimalScalar } from './scalars.ts';

/** An amount as GraphQL shows it: decimal text and its currency. */
@ObjectType('Money', { description: 'An exact amount of a currency.' })
export class MoneyType {
  @Field(() => DecimalScalar, { description: 'Exact decimal text, in whole units of the currency: "0.00397".' })
  readonly amount!: string;

  @Field(() => String, { description: 'Upper-case ISO 4217 code: "USD".' })
  readonly currency!: string;
}

/** An amount as a caller writes it. */
@InputType('MoneyInput', { description: 'An exact amount of a currency.' })
export class MoneyInputType {
  @Field(() => DecimalScalar, { description: 'Exact decimal text, in whole units of the currency: "0.05".' })
  readonly amount!: string;

  @Field(() => String, { description: 'Upper-case ISO 4217 code: "USD".' })
  readonly currency!: string;
}

/** Money of core → what GraphQL shows: 3,970,000,000 picodollars is `{ amount: '0.00397', currency: 'USD' }`. */
export function shownMoney(money: Money): MoneyType {
  return { amount: formatMoney(money), currency: money.currency };
}
