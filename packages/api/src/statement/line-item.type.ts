import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';
import { PageInfoType } from '../platform/page.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateScalar, DateTimeScalar } from '../platform/scalars.ts';
import { ServiceMode } from '../platform/service-mode.type.ts';
import { LineItemMeanings, LineItemStates, NotUsageKinds } from './line-item-enums.type.ts';

/** What all shapes of a meaning share. */
@ObjectType()
abstract class MeaningType {
  @Field(() => LineItemMeanings, { description: 'What it stands for.' })
  readonly meaning!: string;

  @Field(() => NotUsageKinds, { nullable: true, description: 'Where it is no usage: which kind. Absent otherwise.' })
  readonly notUsageKind!: string | null;

  @Field(() => String, { nullable: true, description: 'Which service, such as images. Absent: it is no usage.' })
  readonly service!: string | null;

  @Field(() => String, { nullable: true, description: 'Absent: it is not usage of ours.' })
  readonly model!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the quantity counts. Absent: a line bills a whole call, or it is not usage of ours.',
  })
  readonly meter!: string | null;

  @Field(() => ServiceMode, { nullable: true, description: 'Absent: it is not usage of ours.' })
  readonly mode!: string | null;

  @Field(() => String, { nullable: true, description: 'WIDTHxHEIGHT, where the words name it.' })
  readonly size!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the words name it.' })
  readonly quality!: string | null;
}

/** An entry of the map as GraphQL shows it. */
@ObjectType('LineItem', {
  description: 'What the words of a provider on a line stand for, matched exactly. It counts once another than its author has approved it.',
})
export class LineItemType extends MeaningType {
  @Field(() => ID, { description: 'To decide on it by.' })
  readonly id!: string;

  @Field(() => String, { description: 'Whose words.' })
  readonly provider!: string;

  @Field(() => String, { description: 'The words.' })
  readonly lineItem!: string;

  @Field(() => LineItemStates, { description: 'How far it has come.' })
  readonly state!: string;

  @Field(() => DateScalar, { nullable: true, description: 'The first UTC day whose lines it is for; absent: from the beginning.' })
  readonly from!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day after the last; absent: for good.' })
  readonly until!: string | null;

  @Field(() => String, { description: 'Why, by its author.' })
  readonly reason!: string;

  @Field(() => String, { description: 'Who proposed it: a person, or Halfpenny where the words leave no doubt.' })
  readonly proposedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly proposedAt!: Date;

  @Field(() => String, { nullable: true, description: 'Who approved it; absent: nobody has.' })
  readonly approvedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When; absent: nobody has.' })
  readonly approvedAt!: Date | null;
}

/** One entry of a list. */
@ObjectType('LineItemEdge', { description: 'An entry and its cursor.' })
class LineItemEdgeType {
  @Field(() => String, { description: 'To go on after it.' })
  readonly cursor!: string;

  @Field(() => LineItemType, { description: 'The entry.' })
  readonly node!: LineItemType;
}

/** A page of entries. */
@ObjectType('LineItemConnection', { description: 'Entries of the line-item map, in the order they were proposed.' })
export class LineItemConnectionType {
  @Field(() => [LineItemEdgeType], { description: 'Those of this page.' })
  readonly edges!: readonly LineItemEdgeType[];

  @Field(() => PageInfoType, { description: 'Where the page stands.' })
  readonly pageInfo!: PageInfoType;
}

/** An open item as GraphQL shows it. */
@ObjectType('UnmappedLineItem', { description: 'Words that stand on lines of charges and that nobody said the meaning of: an open item.' })
export class UnmappedLineItemType {
  @Field(() => String, { description: 'Whose words.' })
  readonly provider!: string;

  @Field(() => String, { description: 'The words; empty: the line names nothing.' })
  readonly lineItem!: string;

  @Field(() => Int, { description: 'On how many lines.' })
  readonly lines!: number;

  @Field(() => MoneyType, { description: 'What those come to.' })
  readonly amount!: MoneyType;

  @Field(() => DateScalar, { description: 'The first day of them.' })
  readonly firstDay!: string;

  @Field(() => DateScalar, { description: 'The last one.' })
  readonly lastDay!: string;

  @Field(() => ID, { nullable: true, description: 'An entry that was proposed and waits for approval; absent: there is none.' })
  readonly proposalId!: string | null;
}

/** What is proposed. */
@InputType('LineItemInput', { description: 'What the words of a provider are to stand for.' })
export class LineItemInput {
  @Field(() => String, { description: 'Whose words.' })
  readonly provider!: string;

  @Field(() => String, { description: 'The words, exactly.' })
  readonly lineItem!: string;

  @Field(() => LineItemMeanings, { description: 'What they stand for.' })
  readonly meaning!: 'usage' | 'outside' | 'not_usage';

  @Field(() => NotUsageKinds, { nullable: true, description: 'Where it is no usage: which kind.' })
  readonly notUsageKind?: 'tax' | 'credit' | 'fee' | 'adjustment' | null;

  @Field(() => String, { nullable: true, description: 'Which service, such as images: of usage, and of what is outside.' })
  readonly service?: string | null;

  @Field(() => String, { nullable: true, description: 'Of usage: the exact name of the model.' })
  readonly model?: string | null;

  @Field(() => String, { nullable: true, description: 'Of usage: what the quantity counts; absent: a line bills a whole call.' })
  readonly meter?: string | null;

  @Field(() => ServiceMode, { nullable: true, description: 'Of usage.' })
  readonly mode?: 'realtime' | 'batch' | null;

  @Field(() => String, { nullable: true, description: 'WIDTHxHEIGHT, where the words name it.' })
  readonly size?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the words name it.' })
  readonly quality?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The first UTC day whose lines it is for; absent: from the beginning.' })
  readonly from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day after the last; absent: for good.' })
  readonly until?: string | null;

  @Field(() => String, { defaultValue: '', description: 'Why: at most 2,000 characters.' })
  readonly reason!: string;
}

/** Either the entry, or why not. */
export const LineItemResult = createUnionType({
  name: 'LineItemResult',
  description: 'The entry as it is now; or a refusal, under which nothing changed.',
  types: () => [LineItemType, RefusalType] as const,
});
