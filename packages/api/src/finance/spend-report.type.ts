import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';
import { PageInfoType } from '../platform/page.type.ts';
import { DateScalar, DecimalScalar } from '../platform/scalars.ts';
import { FinanceDimensions } from './finance-question.type.ts';

/** Orders in GraphQL's spelling. */
export const SpendOrders = { AMOUNT: 'amount', KEYS: 'keys' } as const;
registerEnumType(SpendOrders, {
  name: 'SpendOrder',
  description: 'How sums are ordered.',
  valuesConfig: {
    AMOUNT: { description: 'The dearest first, in each currency.' },
    KEYS: { description: 'By the values of the dimensions, in the order they were asked.' },
  },
});

/** One value of one dimension as GraphQL shows it. */
@ObjectType('FinanceKey', { description: 'The value of a dimension that a sum stands for.' })
export class FinanceKeyType {
  @Field(() => FinanceDimensions, { description: 'The dimension.' })
  readonly dimension!: string;

  @Field(() => String, { nullable: true, description: 'Its value, to choose by; absent: there is none, such as no template.' })
  readonly value!: string | null;

  @Field(() => String, { nullable: true, description: 'The value as people say it.' })
  readonly label!: string | null;
}

/** A sum as GraphQL shows it. */
@ObjectType('SpendSum', {
  description: 'Ledger lines under one value of each dimension, summed. The lines are those of `spendLines` under the same conditions.',
})
export class SpendSumType {
  @Field(() => [FinanceKeyType], { description: 'One value for each dimension, in the order they were asked.' })
  readonly keys!: readonly FinanceKeyType[];

  @Field(() => MoneyType, {
    description: 'The sum of the lines, corrections included. All sums together are the ledger, to the last digit.',
  })
  readonly amount!: MoneyType;

  @Field(() => DecimalScalar, { description: 'The sum of their quantities: of one unit only where they are chosen or grouped by meter.' })
  readonly quantity!: string;

  @Field(() => Int, { description: 'How many ledger lines.' })
  readonly lines!: number;

  @Field(() => Int, { description: 'How many images, each counted once, with the first line of its generation.' })
  readonly images!: number;

  @Field(() => Int, { description: 'How many generations, each counted once, with its first line and first image.' })
  readonly generations!: number;
}

/** One sum of a list. */
@ObjectType('SpendSumEdge', { description: 'A sum in a list.' })
export class SpendSumEdge {
  @Field(() => String, { description: 'What to ask for as `after` to go on behind this sum.' })
  readonly cursor!: string;

  @Field(() => SpendSumType, { description: 'The sum.' })
  readonly node!: SpendSumType;
}

/** A page of sums. */
@ObjectType('SpendSumConnection', { description: 'A page of sums.' })
export class SpendSumConnection {
  @Field(() => [SpendSumEdge], { description: 'The sums of this page.' })
  readonly edges!: SpendSumEdge[];

  @Field(() => PageInfoType, { description: 'Where this page stands.' })
  readonly pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'How many sums all pages have.' })
  readonly totalCount!: number;

  @Field(() => [SpendSumType], { description: 'The sum of all sums, one a currency, without keys.' })
  readonly totals!: SpendSumType[];
}

/** A ledger line as spending shows it. */
@ObjectType('SpendLine', { description: 'A ledger line, or the part of it that belongs to the images it is chosen by.' })
export class SpendLineType {
  @Field(() => ID, { description: 'The ledger transaction.' })
  readonly transaction!: string;

  @Field(() => Int, { description: 'Its place in the transaction, from 0.' })
  readonly position!: number;

  @Field(() => ID, { nullable: true, description: 'The generation that caused it; absent: none did.' })
  readonly generation!: string | null;

  @Field(() => DateScalar, { description: 'The accounting day.' })
  readonly day!: string;

  @Field(() => Int, { description: 'The number of the account in the chart.' })
  readonly account!: number;

  @Field(() => String, { nullable: true, description: 'Who bills.' })
  readonly provider!: string | null;

  @Field(() => String, { nullable: true, description: 'The model, after aliases.' })
  readonly model!: string | null;

  @Field(() => String, { nullable: true, description: 'What was counted; absent: it is no usage line.' })
  readonly meter!: string | null;

  @Field(() => DecimalScalar, { description: 'Whole units of the meter.' })
  readonly quantity!: string;

  @Field(() => MoneyType, { description: 'What it comes to; of what was charged, positive.' })
  readonly amount!: MoneyType;

  @Field(() => ID, { nullable: true, description: 'The price entry it cites; absent: it is no usage line.' })
  readonly priceEntry!: string | null;
}

/** One line of a list. */
@ObjectType('SpendLineEdge', { description: 'A ledger line in a list.' })
export class SpendLineEdge {
  @Field(() => String, { description: 'What to ask for as `after` to go on behind this line.' })
  readonly cursor!: string;

  @Field(() => SpendLineType, { description: 'The line.' })
  readonly node!: SpendLineType;
}

/** A page of lines. */
@ObjectType('SpendLineConnection', { description: 'A page of ledger lines by accounting day, of each day in the order they were posted.' })
export class SpendLineConnection {
  @Field(() => [SpendLineEdge], { description: 'The lines of this page.' })
  readonly edges!: SpendLineEdge[];

  @Field(() => PageInfoType, { description: 'Where this page stands.' })
  readonly pageInfo!: PageInfoType;
}
