import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { MoneyType } from '../platform/money.type.ts';
import { PageInfoType } from '../platform/page.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar, DecimalScalar } from '../platform/scalars.ts';
import { ReconciliationStates, VarianceParts } from './reconciliation-enums.type.ts';

/** One bar of the bridge. */
@ObjectType('BridgePart', { description: 'What one cause adds between what is recorded and what is stated.' })
export class BridgePartType {
  @Field(() => VarianceParts, { description: 'The cause.' })
  readonly part!: string;

  @Field(() => MoneyType, { description: 'What it adds; negative where it takes away.' })
  readonly amount!: MoneyType;
}

/** The bridge of one currency. */
@ObjectType('VarianceBridge', {
  description: 'From what is recorded to what is stated, in one currency: recorded plus all parts is stated.',
})
export class VarianceBridgeType {
  @Field(() => String, { description: 'Upper-case ISO 4217 code.' })
  readonly currency!: string;

  @Field(() => MoneyType, { description: 'What the ledger has of the period.' })
  readonly recorded!: MoneyType;

  @Field(() => MoneyType, { description: 'What the statement comes to.' })
  readonly stated!: MoneyType;

  @Field(() => MoneyType, { description: 'Stated minus recorded.' })
  readonly variance!: MoneyType;

  @Field(() => MoneyType, { description: 'What settled charges that the statement covers are carried at.' })
  readonly covered!: MoneyType;

  @Field(() => MoneyType, { description: 'The sum of tolerated items.' })
  readonly tolerated!: MoneyType;

  @Field(() => DecimalScalar, { description: 'What rounding amounts to 12 places left of the numbers of the provider, summed: a control.' })
  readonly residue!: string;

  @Field(() => Int, { description: 'How many lines are in the period.' })
  readonly lines!: number;

  @Field(() => [BridgePartType], { description: 'All parts in their order, zeros too. They sum to the variance.' })
  readonly parts!: BridgePartType[];
}

/** Matches of one tier. */
@ObjectType('ReconciliationMatch', { description: 'What was equal on both sides before anything was explained.' })
export class ReconciliationMatchType {
  @Field(() => String, { description: 'identity: by request id; cell: a day; coarser: several days, projects or keys together.' })
  readonly tier!: string;

  @Field(() => Int, { description: 'Lines of the statement.' })
  readonly lines!: number;

  @Field(() => Int, { description: 'Charges.' })
  readonly charges!: number;

  @Field(() => MoneyType, { description: 'What is stated of them.' })
  readonly stated!: MoneyType;
}

/** A doubt as a statement ended it. */
@ObjectType('DoubtFinding', { description: 'How a doubt, or an estimate, ended by the statement.' })
export class DoubtFindingType {
  @Field(() => ID, { description: 'The attempt.' })
  readonly charge!: string;

  @Field(() => Boolean, { description: 'Whether it was billed.' })
  readonly billed!: boolean;

  @Field(() => String, { description: 'By which tier it was found: identity, witness, cell or day-final.' })
  readonly by!: string;

  @Field(() => Boolean, { description: 'Whether others could have been it, so that the order of their start decided.' })
  readonly byCount!: boolean;

  @Field(() => MoneyType, { description: 'Attributed units at the price entry.' })
  readonly amount!: MoneyType;
}

/** A midnight of the provider. */
@ObjectType('FoundMidnight', { description: 'When the provider changed its day, where that is not midnight.' })
export class FoundMidnightType {
  @Field(() => DateTimeScalar, { description: 'The midnight, UTC.' })
  readonly midnight!: string;

  @Field(() => DateTimeScalar, { description: 'When the provider changed its day.' })
  readonly found!: string;
}

/** A reconciliation as GraphQL shows it. */
@ObjectType('Reconciliation', {
  description: 'The statement of a provider account held against the ledger over a period, pinned to what it was made of.',
})
export class ReconciliationType {
  @Field(() => ID, { description: 'To ask for it by.' })
  readonly id!: string;

  @Field(() => ID, { description: 'Whose statement.' })
  readonly providerAccountId!: string;

  @Field(() => MoneyBook, { description: 'Whether money was spent, or a sandbox played the provider.' })
  readonly book!: string;

  @Field(() => DateTimeScalar, { description: 'The first instant of the period.' })
  readonly from!: Date;

  @Field(() => DateTimeScalar, { description: 'The first instant after it.' })
  readonly until!: Date;

  @Field(() => ReconciliationStates, { description: 'How far it has come.' })
  readonly state!: string;

  @Field(() => String, { description: 'What is being done: waiting, pinning, reading, matching, storing, done.' })
  readonly step!: string;

  @Field(() => Int, { description: 'Lines of statements read so far.' })
  readonly lines!: number;

  @Field(() => Int, { description: 'Charges read so far.' })
  readonly charges!: number;

  @Field(() => Int, { description: 'Items found.' })
  readonly itemCount!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The ledger as it was known then; absent: it is not pinned yet.' })
  readonly knownAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'The version of the statement it is pinned to; absent: nothing was stated.' })
  readonly statementVersion!: number | null;

  @Field(() => ID, { nullable: true, description: 'The policy it is made under; absent: none was approved, and the usual one holds.' })
  readonly policyId!: string | null;

  @Field(() => DecimalScalar, {
    description: 'Above this, in the currency of an item, a resolution is approved by another: by its policy.',
  })
  readonly approvalAbove!: string;

  @Field(() => String, { description: 'The engine that reconciled.' })
  readonly engineVersion!: string;

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 over all its inputs: the same inputs, the same hash. Absent: it is not reconciled.',
  })
  readonly hash!: string | null;

  @Field(() => ID, { nullable: true, description: 'The run whose inputs it took again; absent: inputs of its own.' })
  readonly repeats!: string | null;

  @Field(() => [VarianceBridgeType], { description: 'From ledger to statement, a bridge for each currency; empty until it is reconciled.' })
  readonly bridge!: VarianceBridgeType[];

  @Field(() => [ReconciliationMatchType], { description: 'What was equal, by tier; empty until it is reconciled.' })
  readonly matches!: ReconciliationMatchType[];

  @Field(() => [DoubtFindingType], { description: 'What it says of doubts and estimates; empty until it is reconciled.' })
  readonly doubts!: DoubtFindingType[];

  @Field(() => [FoundMidnightType], { description: 'Midnights of the provider that are not ours; empty until it is reconciled.' })
  readonly midnights!: FoundMidnightType[];

  @Field(() => [String], { description: 'Texts of line items that nobody has mapped.' })
  readonly unmapped!: string[];

  @Field(() => String, { description: 'Who started it.' })
  readonly startedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was reconciled; absent: it is not.' })
  readonly reconciledAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who accepted the statement; absent: nobody has.' })
  readonly acceptedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When; absent: nobody has.' })
  readonly acceptedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it could not be carried on; absent: it did not fail.' })
  readonly failure!: string | null;
}

/** A place among reconciliations. */
@ObjectType('ReconciliationEdge', { description: 'A reconciliation and where it stands.' })
export class ReconciliationEdgeType {
  @Field(() => String, { description: 'What to ask for as `after`.' })
  readonly cursor!: string;

  @Field(() => ReconciliationType, { description: 'The reconciliation.' })
  readonly node!: ReconciliationType;
}

/** A page of reconciliations. */
@ObjectType('ReconciliationConnection', { description: 'Reconciliations, the latest first.' })
export class ReconciliationConnectionType {
  @Field(() => [ReconciliationEdgeType], { description: 'Those of this page.' })
  readonly edges!: ReconciliationEdgeType[];

  @Field(() => PageInfoType, { description: 'Where the page stands.' })
  readonly pageInfo!: PageInfoType;
}

/** What asking for a reconciliation leads to. */
export const ReconciliationResult = createUnionType({
  name: 'ReconciliationResult',
  description: 'The reconciliation; or a refusal, under which nothing was changed.',
  types: () => [ReconciliationType, RefusalType] as const,
});
