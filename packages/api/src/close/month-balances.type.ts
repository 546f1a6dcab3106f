import { Field, ObjectType } from 'type-graphql';
import { RollForwardLineType, TrialBalanceLineType } from './checklist.type.ts';

/** The accounts of a month as GraphQL shows them. */
@ObjectType('MonthBalances', { description: 'What every account held and moved in a month, without the proofs of a close.' })
export class MonthBalancesType {
  @Field(() => [TrialBalanceLineType], { description: 'Every account, by currency; each currency sums to zero.' })
  readonly trialBalance!: readonly TrialBalanceLineType[];

  @Field(() => [RollForwardLineType], { description: 'provider_accrued, by provider account and currency.' })
  readonly rollForward!: readonly RollForwardLineType[];
}
