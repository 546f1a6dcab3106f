import { Field, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../platform/connection.type.ts';
import { MoneyType } from '../platform/money.type.ts';
import { DecimalScalar } from '../platform/scalars.ts';

@ObjectType('DeviationCount', { description: 'How many bills were so far from their quotes.' })
export class DeviationCountType {
  @Field(() => DecimalScalar, { nullable: true, description: 'From this share of the quote on, such as "-0.01"; absent: from the lowest.' })
  readonly from!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'And less than this; absent: to the highest.' })
  readonly until!: string | null;

  @Field(() => Int, { description: 'How many.' })
  readonly generations!: number;
}

@ObjectType('QuoteComparison', { description: 'How far bills were from quotes at a provider, for a model, in a currency.' })
export class QuoteComparisonType {
  @Field(() => String, { description: 'Who billed.' })
  readonly provider!: string;

  @Field(() => String, { description: 'The model, after aliases.' })
  readonly model!: string;

  @Field(() => Int, { description: 'How many generations have a known charge and an expected one.' })
  readonly generations!: number;

  @Field(() => MoneyType, { description: 'What was expected of them.' })
  readonly quoted!: MoneyType;

  @Field(() => MoneyType, { description: 'What was charged for them, as known now.' })
  readonly billed!: MoneyType;

  @Field(() => MoneyType, { description: 'Billed minus quoted.' })
  readonly bias!: MoneyType;

  @Field(() => DecimalScalar, { nullable: true, description: 'Bias by quoted, to six decimals; absent: nothing was quoted.' })
  readonly biasShare!: string | null;

  @Field(() => [DecimalScalar], {
    nullable: true,
    description: 'The 5th, 50th and 95th of a hundred deviations, as shares of the quote, to six decimals; absent: there are none.',
  })
  readonly spread!: readonly string[] | null;

  @Field(() => [DeviationCountType], { description: 'The deviations around zero.' })
  readonly histogram!: DeviationCountType[];
}

@ObjectType('SavingForgone', { description: 'What the same requests were expected to cost at the cheapest honest offer of their quotes.' })
export class SavingForgoneType {
  @Field(() => String, { description: 'Who was chosen.' })
  readonly provider!: string;

  @Field(() => String, { description: 'The model, after aliases.' })
  readonly model!: string;

  @Field(() => String, { description: 'Who would have been cheapest, of those who keep what they promise.' })
  readonly cheapestProvider!: string;

  @Field(() => Int, { description: 'How many generations.' })
  readonly generations!: number;

  @Field(() => MoneyType, { description: 'What was expected at who was chosen.' })
  readonly expected!: MoneyType;

  @Field(() => MoneyType, { description: 'What was expected at who would have been cheapest.' })
  readonly cheapest!: MoneyType;

  @Field(() => MoneyType, { description: 'The difference.' })
  readonly forgone!: MoneyType;
}

@ObjectType('EffectiveRate', {
  description: 'What units cost against what they cost by the list: the price for realtime of the same provider, on the day.',
})
export class EffectiveRateType {
  @Field(() => String, { nullable: true, description: 'Who bills.' })
  readonly provider!: string | null;

  @Field(() => String, { nullable: true, description: 'The model, after aliases.' })
  readonly model!: string | null;

  @Field(() => String, { nullable: true, description: 'realtime or batch.' })
  readonly mode!: string | null;

  @Field(() => String, { description: 'What was counted.' })
  readonly meter!: string;

  @Field(() => DecimalScalar, { description: 'How many units.' })
  readonly quantity!: string;

  @Field(() => MoneyType, { description: 'What they cost.' })
  readonly cost!: MoneyType;

  @Field(() => MoneyType, { nullable: true, description: 'Of one unit, rounded half-even to 12 decimals; absent: there are no units.' })
  readonly unitCost!: MoneyType | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What they cost by the list; absent: on some day the list had no price of the meter, or one that depends on conditions.',
  })
  readonly listCost!: MoneyType | null;
}

@ObjectType('RetryCount', { description: 'How often a provider was called again.' })
export class RetryCountType {
  @Field(() => String, { description: 'Who was called.' })
  readonly provider!: string;

  @Field(() => String, { description: 'The model, after aliases.' })
  readonly model!: string;

  @Field(() => Int, { description: 'How many generations were called for.' })
  readonly generations!: number;

  @Field(() => Int, { description: 'How many calls were made.' })
  readonly attempts!: number;

  @Field(() => Int, { description: 'How many of them were not the first of their generation.' })
  readonly retries!: number;

  @Field(() => Int, { description: 'How many surely failed, and so cost nothing.' })
  readonly failed!: number;

  @Field(() => Int, { description: 'Of how many nobody knows how they ended.' })
  readonly unknown!: number;
}

/** A page of quotes held against bills. */
export const QuoteComparisonConnection = connectionType(QuoteComparisonType, 'QuoteComparison');
/** A page of savings forgone. */
export const SavingForgoneConnection = connectionType(SavingForgoneType, 'SavingForgone');
/** A page of effective rates. */
export const EffectiveRateConnection = connectionType(EffectiveRateType, 'EffectiveRate');
/** A page of retries. */
export const RetryCountConnection = connectionType(RetryCountType, 'RetryCount');
