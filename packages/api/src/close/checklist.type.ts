import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { PeriodStates } from '../period/period.type.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { MoneyType } from '../platform/money.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateScalar, DateTimeScalar } from '../platform/scalars.ts';
import { AccrualBases, CloseAccrualType, CloseDoubtType } from './accrual.type.ts';
import { CloseConditionType } from './condition.type.ts';
import { MonthProofType } from './month-proof.type.ts';

/** A line of a trial balance as GraphQL shows it. */
@ObjectType('TrialBalanceLine', { description: 'An account of a month, in one currency: debit positive, credit negative.' })
export class TrialBalanceLineType {
  @Field(() => Int, { description: 'Its number in the chart.' })
  readonly code!: number;

  @Field(() => String, { description: 'Its name in the chart.' })
  readonly account!: string;

  @Field(() => MoneyType, { description: 'What it held when the month began.' })
  readonly opening!: MoneyType;

  @Field(() => MoneyType, { description: 'What was debited.' })
  readonly debit!: MoneyType;

  @Field(() => MoneyType, { description: 'What was credited; negative.' })
  readonly credit!: MoneyType;

  @Field(() => MoneyType, { description: 'What it holds at the end.' })
  readonly closing!: MoneyType;
}

/** A line of a roll-forward as GraphQL shows it. */
@ObjectType('RollForwardLine', { description: 'How provider_accrued of a provider account came from the start of a month to its end.' })
export class RollForwardLineType {
  @Field(() => ID, { description: 'The provider account.' })
  readonly providerAccountId!: string;

  @Field(() => String, { nullable: true, description: 'Who bills; absent: the account belongs to another workspace.' })
  readonly provider!: string | null;

  @Field(() => MoneyType, { description: 'What the close before ended with.' })
  readonly opening!: MoneyType;

  @Field(() => MoneyType, { description: 'Charges, as they were first posted.' })
  readonly recorded!: MoneyType;

  @Field(() => MoneyType, { description: 'Corrections of charges.' })
  readonly corrected!: MoneyType;

  @Field(() => MoneyType, { description: 'What statements took over.' })
  readonly stated!: MoneyType;

  @Field(() => MoneyType, { description: 'What it holds at the end, by all entries.' })
  readonly closing!: MoneyType;
}

/** A charge close to midnight as GraphQL shows it. */
@ObjectType('CutOffCharge', { description: 'A charge close to the midnight at which a month ends.' })
export class CutOffChargeType {
  @Field(() => ID, { description: 'Its generation.' })
  readonly generationId!: string;

  @Field(() => String, { description: 'Who worked.' })
  readonly provider!: string;

  @Field(() => String, { description: 'With what.' })
  readonly model!: string;

  @Field(() => String, { description: 'The state of its cost: "settled".' })
  readonly state!: string;

  @Field(() => DateTimeScalar, { description: 'When the provider worked; of one that is held, when it was asked for.' })
  readonly servedAt!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The day it was dated; absent: nothing was posted.' })
  readonly accountingDate!: string | null;

  @Field(() => MoneyType, { nullable: true, description: 'What it cost at first; absent: nobody knows.' })
  readonly amount!: MoneyType | null;
}

/** The cut-off list as GraphQL shows it. */
@ObjectType('CutOff', { description: 'The charges around the midnight at which a month ends, UTC.' })
export class CutOffType {
  @Field(() => [CutOffChargeType], { description: 'The last 25 before it.' })
  readonly before!: readonly CutOffChargeType[];

  @Field(() => [CutOffChargeType], { description: 'The first 25 from then on.' })
  readonly after!: readonly CutOffChargeType[];

  @Field(() => [CutOffChargeType], { description: 'Asked for before it, and still under way.' })
  readonly held!: readonly CutOffChargeType[];
}

/** A preparation as GraphQL shows it. */
@ObjectType('ClosePreparation', { description: 'The signature of whoever prepared a close.' })
export class ClosePreparationType {
  @Field(() => String, { description: 'Who signed.' })
  readonly by!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: string;

  @Field(() => Boolean, { description: 'Whether the figures are still those it was signed for.' })
  readonly isCurrent!: boolean;

  @Field(() => Boolean, { description: 'Whether it is yours: then somebody else reviews.' })
  readonly isMine!: boolean;

  @Field(() => AccrualBases, { description: 'What doubts are accrued at.' })
  readonly accrual!: string;
}

/** A checklist as GraphQL shows it. */
@ObjectType('CloseChecklist', { description: 'What a month is at on its way to its close: each condition with its figures.' })
export class CloseChecklistType {
  @Field(() => MoneyBook, { description: 'Whose money.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => String, { description: 'The month, UTC: "2026-10".' })
  readonly month!: string;

  @Field(() => PeriodStates, { description: 'What the month is now.' })
  readonly state!: string;

  @Field(() => Boolean, { description: 'Whether every condition holds.' })
  readonly isReady!: boolean;

  @Field(() => [CloseConditionType], { description: 'All of them, in the order in which they are worked through.' })
  readonly conditions!: readonly CloseConditionType[];

  @Field(() => [TrialBalanceLineType], { description: 'Every account, by currency; each currency sums to zero.' })
  readonly trialBalance!: readonly TrialBalanceLineType[];

  @Field(() => [RollForwardLineType], { description: 'provider_accrued, by provider account and currency.' })
  readonly rollForward!: readonly RollForwardLineType[];

  @Field(() => [CloseDoubtType], { description: 'What nobody knows the cost of, the oldest first: it is accrued.' })
  readonly doubts!: readonly CloseDoubtType[];

  @Field(() => [CloseAccrualType], { description: 'What that comes to on each basis, by currency; none: there are no doubts.' })
  readonly accruals!: readonly CloseAccrualType[];

  @Field(() => String, { description: 'Of all these figures: whoever signs names it.' })
  readonly fingerprint!: string;

  @Field(() => MonthProofType, { description: 'How far what is proved of its entries goes.' })
  readonly proof!: MonthProofType;

  @Field(() => ClosePreparationType, { nullable: true, description: 'The last one; absent: nobody has prepared it.' })
  readonly preparation!: ClosePreparationType | null;
}

/** Either the checklist, or why not. */
export const CloseChecklistResult = createUnionType({
  name: 'CloseChecklistResult',
  description: 'The checklist as it stands now; or a refusal, under which nothing was changed.',
  types: () => [CloseChecklistType, RefusalType] as const,
});
