import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';
import { PageInfoType } from '../platform/page.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { ItemDecisions, ReconciliationItemStates, ResolutionStates, VarianceParts } from './reconciliation-enums.type.ts';

/** A field that differs. */
@ObjectType('FieldDifference', { description: 'A field in which the two sides differ, with both values.' })
export class FieldDifferenceType {
  @Field(() => String, { description: 'The field.' })
  readonly field!: string;

  @Field(() => String, { nullable: true, description: 'As the ledger has it; absent: it has none.' })
  readonly expected!: string | null;

  @Field(() => String, { nullable: true, description: 'As the provider states it; absent: it states none.' })
  readonly actual!: string | null;
}

/** Another cause. */
@ObjectType('AlternativeCause', { description: 'What else would give the same figures.' })
export class AlternativeCauseType {
  @Field(() => String, { description: 'The cause.' })
  readonly cause!: string;

  @Field(() => String, { description: 'A sentence with the figures.' })
  readonly why!: string;
}

/** The stated side of an item. */
@ObjectType('StatedSide', { description: 'A line of the statement, as it was received.' })
export class StatedSideType {
  @Field(() => ID, { description: 'Import and ordinal.' })
  readonly id!: string;

  @Field(() => String, { description: "The provider's words." })
  readonly lineItem!: string;

  @Field(() => DateTimeScalar, { description: 'The first instant of its bucket.' })
  readonly bucketStart!: Date;

  @Field(() => String, { description: "The amount, in the provider's digits." })
  readonly amount!: string;

  @Field(() => String, { nullable: true, description: "The quantity, in the provider's digits; absent: none is stated." })
  readonly quantity!: string | null;

  @Field(() => String, { nullable: true, description: 'The id of the call; absent: it names none.' })
  readonly requestId!: string | null;

  @Field(() => Int, { description: 'Where it stands in the file.' })
  readonly fileLine!: number;
}

/** The recorded side of an item. */
@ObjectType('RecordedSide', { description: 'A charge of this workspace.' })
export class RecordedSideType {
  @Field(() => ID, { description: 'The attempt.' })
  readonly attemptId!: string;

  @Field(() => ID, { description: 'Its generation.' })
  readonly generationId!: string;

  @Field(() => String, { description: 'With what it was made.' })
  readonly model!: string;

  @Field(() => DateTimeScalar, { description: 'When the call began.' })
  readonly startedAt!: Date;

  @Field(() => String, { description: 'The state of its cost.' })
  readonly state!: string;

  @Field(() => MoneyType, { nullable: true, description: 'What it cost first; absent: nobody knows.' })
  readonly cost!: MoneyType | null;
}

/** An item as GraphQL shows it. */
@ObjectType('ReconciliationItem', { description: 'One difference with one cause, with both raw sides.' })
export class ReconciliationItemType {
  @Field(() => Int, { description: 'Its number within the run, to resolve it by.' })
  readonly number!: number;

  @Field(() => VarianceParts, { description: 'The part of the variance it belongs to.' })
  readonly part!: string;

  @Field(() => String, { description: 'The cause within it: missing-charge, wrong-size, price-change and so on.' })
  readonly cause!: string;

  @Field(() => Boolean, { description: 'Whether it is a known habit of the provider.' })
  readonly tolerated!: boolean;

  @Field(() => MoneyType, { description: 'Stated minus recorded, as far as it explains that.' })
  readonly amount!: MoneyType;

  @Field(() => [FieldDifferenceType], { description: 'What differs; the first is what the rest follows from.' })
  readonly differences!: FieldDifferenceType[];

  @Field(() => [AlternativeCauseType], { description: 'What else it may be.' })
  readonly alternatives!: AlternativeCauseType[];

  @Field(() => ReconciliationItemStates, { description: 'What became of it.' })
  readonly state!: string;

  @Field(() => ID, { nullable: true, description: 'The resolution that decided it; absent: nobody has.' })
  readonly resolutionId!: string | null;

  readonly lineIds!: readonly string[];
  readonly chargeIds!: readonly string[];
}

/** A place among items. */
@ObjectType('ReconciliationItemEdge', { description: 'An item and where it stands.' })
export class ReconciliationItemEdgeType {
  @Field(() => String, { description: 'What to ask for as `after`.' })
  readonly cursor!: string;

  @Field(() => ReconciliationItemType, { description: 'The item.' })
  readonly node!: ReconciliationItemType;
}

/** A page of items. */
@ObjectType('ReconciliationItemConnection', { description: 'Items of a reconciliation, in their order.' })
export class ReconciliationItemConnectionType {
  @Field(() => [ReconciliationItemEdgeType], { description: 'Those of this page.' })
  readonly edges!: ReconciliationItemEdgeType[];

  @Field(() => PageInfoType, { description: 'Where the page stands.' })
  readonly pageInfo!: PageInfoType;
}

/** A file that a resolution rests on. */
@InputType('ResolutionAttachmentInput', { description: 'A file that a resolution rests on: POST /attachments takes it first.' })
export class ResolutionAttachmentInput {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => String, { description: 'SHA-256 of its bytes, lower-case hexadecimal.' })
  readonly sha256!: string;
}

/** The same, with where it lies. */
@ObjectType('ResolutionAttachment', { description: 'A file that a resolution rests on.' })
class ResolutionAttachmentType {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => String, { description: 'SHA-256 of its bytes, lower-case hexadecimal.' })
  readonly sha256!: string;

  @Field(() => String, { description: 'Where its bytes are given back, to be saved.' })
  readonly url!: string;
}

/** A resolution as GraphQL shows it. */
@ObjectType('ItemResolution', { description: 'What somebody decided of items, and who approved it.' })
export class ItemResolutionType {
  @Field(() => ID, { description: 'To approve it by.' })
  readonly id!: string;

  @Field(() => ItemDecisions, { description: 'What is done.' })
  readonly decision!: string;

  @Field(() => ResolutionStates, { description: 'How far it has come.' })
  readonly state!: string;

  @Field(() => String, { description: 'The cause, as its author sees it.' })
  readonly cause!: string;

  @Field(() => String, { description: 'In words.' })
  readonly reason!: string;

  @Field(() => [ResolutionAttachmentType], { description: 'What it rests on.' })
  readonly attachments!: readonly ResolutionAttachmentType[];

  @Field(() => MoneyType, { description: 'The sum of its items.' })
  readonly amount!: MoneyType;

  @Field(() => Boolean, { description: 'Whether another has to approve it.' })
  readonly needsApproval!: boolean;

  @Field(() => String, { description: 'Who decided.' })
  readonly author!: string;

  @Field(() => String, { nullable: true, description: 'Who approved; absent: nobody has, or nobody had to.' })
  readonly approver!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was decided.' })
  readonly proposedAt!: Date;

  @Field(() => ID, { nullable: true, description: 'The transaction of the ledger; absent: nothing was posted by itself.' })
  readonly transactionId!: string | null;
}

/** Items and what is decided of them. */
@InputType('ResolveItemsInput', { description: 'What is decided of items of one reconciliation, many at once.' })
export class ResolveItemsInput {
  @Field(() => ID, { description: 'The reconciliation.' })
  readonly reconciliationId!: string;

  @Field(() => [Int], { description: 'The numbers of the items.' })
  readonly items!: number[];

  @Field(() => ItemDecisions, { description: 'What is done.' })
  readonly decision!: 'accept' | 'claim' | 'credited' | 'write-off' | 'correct' | 'carry';

  @Field(() => String, { description: 'The cause.' })
  readonly cause!: string;

  @Field(() => String, { description: 'The reason, 1 to 2,000 characters.' })
  readonly reason!: string;

  @Field(() => [ResolutionAttachmentInput], { defaultValue: [], description: 'What it rests on.' })
  readonly attachments!: ResolutionAttachmentInput[];
}

/** What resolving items leads to. */
export const ItemResolutionResult = createUnionType({
  name: 'ItemResolutionResult',
  description: 'What was decided, done or waiting for another; or a refusal, under which nothing was changed.',
  types: () => [ItemResolutionType, RefusalType] as const,
});
