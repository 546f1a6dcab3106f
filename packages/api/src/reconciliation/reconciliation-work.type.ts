import { Field, Int, ObjectType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { ReconciliationItemStates, VarianceParts } from './reconciliation-enums.type.ts';

/** How many items are alike. */
@ObjectType('ItemTally', { description: 'How many items of a reconciliation are alike, and what they come to.' })
export class ItemTallyType {
  @Field(() => VarianceParts, { description: 'Their part of the variance.' })
  readonly part!: string;

  @Field(() => String, { description: 'Their cause within it.' })
  readonly cause!: string;

  @Field(() => ReconciliationItemStates, { description: 'What became of them.' })
  readonly state!: string;

  @Field(() => Int, { description: 'How many.' })
  readonly items!: number;

  @Field(() => MoneyType, { description: 'Stated minus recorded, of all of them.' })
  readonly amount!: MoneyType;
}

/** What of reconciliations waits for a person. */
@ObjectType('ReconciliationQueue', {
  description: 'What of reconciliations waits for somebody. Of an account and period the latest reconciliation counts.',
})
export class ReconciliationQueueType {
  @Field(() => Int, {
    description: 'Statements that no reconciliation has held against the ledger since they came; pulled ones once their month is over.',
  })
  readonly toReconcile!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the oldest of these came in; absent: there is none.' })
  readonly toReconcileSince!: string | null;

  @Field(() => Int, { description: 'Reconciliations whose statement nobody has accepted.' })
  readonly toAccept!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the oldest of these was reconciled; absent: there is none.' })
  readonly toAcceptSince!: string | null;

  @Field(() => Int, { description: 'Items of accepted statements that nobody has decided.' })
  readonly open!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the oldest of their statements was accepted; absent: there is none.' })
  readonly openSince!: string | null;

  @Field(() => Int, { description: 'Resolutions that another has to approve.' })
  readonly toApprove!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the oldest of these was proposed; absent: there is none.' })
  readonly toApproveSince!: string | null;
}
