import { createUnionType, Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';

/** What a month of the books can be: the words of the database in GraphQL's spelling. */
export const PeriodStates = { OPEN: 'open', SOFT_CLOSED: 'soft-closed', HARD_CLOSED: 'hard-closed' } as const;
registerEnumType(PeriodStates, {
  name: 'PeriodState',
  description: 'What a month of the books is.',
  valuesConfig: {
    OPEN: { description: 'What was done in it is dated in it.' },
    SOFT_CLOSED: { description: 'What is still dated in it says why. Finance may undo it.' },
    HARD_CLOSED: { description: 'Nothing is dated in it any more, and it is never undone: later truth lands in the earliest open month.' },
  },
});

/** A step of a month as GraphQL shows it. */
@ObjectType('PeriodStep', { description: 'What a month of the books became.' })
export class PeriodStepType {
  @Field(() => PeriodStates, { description: 'What it became.' })
  readonly state!: string;

  @Field(() => String, { description: 'Who took the step.' })
  readonly by!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: string;

  @Field(() => String, { description: 'Why.' })
  readonly reason!: string;
}

/** A month of the books as GraphQL shows it. */
@ObjectType('AccountingPeriod', { description: 'A month of the books of a workspace: of real money or of simulated.' })
export class AccountingPeriodType {
  @Field(() => MoneyBook, { description: 'Whose money.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => String, { description: 'The month, UTC: "2026-10".' })
  readonly month!: string;

  @Field(() => PeriodStates, { description: 'What it is now.' })
  readonly state!: string;

  @Field(() => [PeriodStepType], { description: 'How it came to that, the earliest step first; none: it was never closed.' })
  readonly steps!: readonly PeriodStepType[];
}

/** What is asked of a step. */
@InputType('PeriodStepInput', { description: 'A month of the books, and why its state changes.' })
export class PeriodStepInput {
  @Field(() => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => String, { description: 'The month, UTC: "2026-10".' })
  readonly month!: string;

  @Field(() => String, { description: 'Why, in a few words; it is kept.' })
  readonly reason!: string;
}

/** Likewise. */
export const AccountingPeriodResult = createUnionType({
  name: 'AccountingPeriodResult',
  description: 'The month as it stands now; or a refusal, under which nothing was changed.',
  types: () => [AccountingPeriodType, RefusalType] as const,
});
