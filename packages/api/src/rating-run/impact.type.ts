import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { RunType } from './rating-run.type.ts';

/** What usage would have cost, as GraphQL shows it. */
@ObjectType('ImpactRun', {
  description: 'What usage would have cost under a draft, at another provider, or both. It goes on whether anybody looks or not.',
})
export class ImpactRunType extends RunType {
  @Field(() => ID, { nullable: true, description: 'The change set whose drafts it is rated under; absent: none.' })
  readonly changeSetId!: string | null;

  @Field(() => Int, { nullable: true, description: 'The row version of the change set that is rated.' })
  readonly changeSetVersion!: number | null;

  @Field(() => String, { nullable: true, description: 'At whose prices, whoever made it; absent: at those of who made it.' })
  readonly provider!: string | null;
}

/** What is asked of an impact. */
@InputType('ImpactInput', { description: 'Which usage is to be rated, and by what. At least one of change set and provider is given.' })
export class ImpactInput {
  @Field(() => ID, { nullable: true, description: 'The change set whose drafts are taken as if they held already; absent: none.' })
  readonly changeSetId?: string | null;

  @Field(() => String, { nullable: true, description: 'At whose prices; absent: at those of who made it.' })
  readonly provider?: string | null;

  @Field(() => DateTimeScalar, { description: 'Generations asked for from here on.' })
  readonly from!: string;

  @Field(() => DateTimeScalar, { description: 'And before this: at most 400 days later.' })
  readonly until!: string;

  @Field(() => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => Boolean, { defaultValue: false, description: 'True: the usage of every workspace that you may read. False: of this one.' })
  readonly everyWorkspace!: boolean;
}

/** Either the run, or why not. */
export const ImpactRunResult = createUnionType({
  name: 'ImpactRunResult',
  description: 'The run; or a refusal, under which none was started.',
  types: () => [ImpactRunType, RefusalType] as const,
});
