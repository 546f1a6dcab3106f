import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { MoneyType } from '../platform/money.type.ts';

/** The side a balance is expected on. */
const NormalSign = { DEBIT: 'debit', CREDIT: 'credit', EITHER: 'either' } as const;
registerEnumType(NormalSign, {
  name: 'NormalSign',
  description: 'The side the balance of an account is expected on.',
  valuesConfig: {
    DEBIT: { description: 'Positive.' },
    CREDIT: { description: 'Negative.' },
    EITHER: { description: 'Either.' },
  },
});

/** A line of the trial balance as GraphQL shows it. */
@ObjectType('AccountBalance', { description: 'What an account holds at one provider in one book and currency. All of them sum to zero.' })
export class AccountBalanceType {
  @Field(() => Int, { description: 'The number of the account in the chart.' })
  readonly code!: number;

  @Field(() => String, { description: 'The name of the account in the chart.' })
  readonly account!: string;

  @Field(() => String, { description: 'What the account is for.' })
  readonly meaning!: string;

  @Field(() => NormalSign, { description: 'The side its balance is expected on.' })
  readonly normalSign!: 'debit' | 'credit' | 'either';

  @Field(() => MoneyBook, { description: 'Whether money was spent.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => String, { description: 'The provider it is about.' })
  readonly provider!: string;

  @Field(() => MoneyType, { description: 'The sum of its entries: debit positive, credit negative.' })
  readonly balance!: MoneyType;

  @Field(() => Int, { description: 'How many entries it sums.' })
  readonly entries!: number;
}
