import { Field, ObjectType } from 'type-graphql';
import { connectionType } from '../platform/connection.type.ts';
import { MoneyType } from '../platform/money.type.ts';
import { FinanceKeyType } from './spend-report.type.ts';

/** A group of margins as GraphQL shows it. */
@ObjectType('MarginGroup', { description: 'What was charged, what providers took and what is left, under one value of each dimension.' })
export class MarginGroupType {
  @Field(() => [FinanceKeyType], { description: 'One value for each dimension, in the order they were asked.' })
  readonly keys!: readonly FinanceKeyType[];

  @Field(() => MoneyType, { description: 'What workspaces were charged at sell prices: the REVENUE of `spend`.' })
  readonly revenue!: MoneyType;

  @Field(() => MoneyType, { description: 'What providers took, delivered or not: the COST of `spend`.' })
  readonly cost!: MoneyType;

  @Field(() => MoneyType, { description: 'Revenue minus cost. Currencies are never converted.' })
  readonly margin!: MoneyType;
}

/** A page of margins. */
export const MarginConnection = connectionType(MarginGroupType, 'Margin');
