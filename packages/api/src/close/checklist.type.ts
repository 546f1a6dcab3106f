import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PeriodStates } from '../period/period.type.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { MoneyType } from '../platform/money.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../platform/scalars.ts';

/** A figure of a condition as GraphQL shows it. */
@ObjectType('CloseFigure', { description: 'A figure that a condition of a close is seen by.' })
export class CloseFigureType {
  @Field(() => String, { description: 'What it is: "in suspense".' })
  readonly name!: string;

  @Field(() => DecimalScalar, { description: 'An amount, or a count.' })
  readonly value!: string;

  @Field(() => String, { nullable: true, description: 'The currency of an amount; absent: it is a count.' })
  readonly currency!: string | null;
}

/** A condition as GraphQL shows it. */
@ObjectType('CloseCondition', { description: 'What must be true for a month to be closed.' })
export class CloseConditionType {
  @Field(() => String, { description: 'To know it by: "trial-balance".' })
  readonly key!: string;

  @Field(() => String, { description: 'What must be true, as a sentence.' })
  readonly sentence!: string;

  @Field(() => Boolean, { description: 'Whether it is.' })
  readonly holds!: boolean;

  @Field(() => [CloseFigureType], { description: 'The figures by which that is seen.' })
  readonly figures!: readonly CloseFigureType[];
}

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

  @Field(() => String, { description: 'Of all these figures: whoever signs names it.' })
  readonly fingerprint!: string;

  @Field(() => ClosePreparationType, { nullable: true, description: 'The last one; absent: nobody has prepared it.' })
  readonly preparation!: ClosePreparationType | null;
}

/** What doubts are accrued at, in GraphQL's spelling. */
const AccrualBases = { EXPECTED: 'expected', CEILING: 'ceiling' } as const;
registerEnumType(AccrualBases, {
  name: 'AccrualBasis',
  description: 'What doubts are accrued at.',
  valuesConfig: {
    EXPECTED: { description: 'What their quote expected.' },
    CEILING: { description: 'The most they can have cost.' },
  },
});

/** What is asked of whoever signs. */
@InputType('CloseInput', { description: 'A month, and the figures that are signed for.' })
export class CloseInput {
  @Field(() => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => String, { description: 'The month, UTC: "2026-10".' })
  readonly month!: string;

  @Field(() => String, { description: 'That of the checklist you looked at.' })
  readonly fingerprint!: string;
}

/** Likewise of whoever prepares. */
@InputType('PrepareCloseInput', { description: 'A month, the figures that are signed for, and how its doubts are accrued.' })
export class PrepareCloseInput extends CloseInput {
  @Field(() => AccrualBases, { defaultValue: AccrualBases.EXPECTED, description: 'What doubts are accrued at.' })
  readonly accrual!: 'expected' | 'ceiling';
}

/** Either the checklist, or why not. */
export const CloseChecklistResult = createUnionType({
  name: 'CloseChecklistResult',
  description: 'The checklist as it stands now; or a refusal, under which nothing was changed.',
  types: () => [CloseChecklistType, RefusalType] as const,
});
