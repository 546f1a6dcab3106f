import type { RefusalCode } from '@halfpenny/core';
import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { PageInfoType } from '../platform/page.type.ts';
import { refusalCodeEnum, RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar, JsonScalar } from '../platform/scalars.ts';
import { ChangeSetState, DraftAction, ReviewVerdict } from './change-set-enums.type.ts';
import type { ChangeSetRecord } from './read-change-sets.ts';

/** A draft as GraphQL shows it. */
@ObjectType('PriceDraft', { description: 'One change of a change set, as it was typed.' })
export class PriceDraftType {
  @Field(() => ID, { description: 'To know it by, within its change set.' })
  readonly id!: string;

  @Field(() => Int, { description: 'The order in which drafts are shown, from 0.' })
  readonly position!: number;

  @Field(() => Int, { description: 'The row version of the change set at which it was last written.' })
  readonly rowVersion!: number;

  @Field(() => DraftAction, { description: 'What it does.' })
  readonly action!: 'add' | 'correct' | 'withdraw' | 'close';

  @Field(() => ID, { nullable: true, description: 'The entry it corrects, withdraws or closes; absent: it adds one.' })
  readonly targetId!: string | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'The entry as it is to be, in the fields of a price list and as it was typed; absent: it withdraws or closes one.',
  })
  readonly entry!: unknown;

  @Field(() => String, { nullable: true, description: 'When the entry is to end, as it was typed; absent: it does not close one.' })
  readonly endsAt!: string | null;

  @Field(() => String, { description: 'Who last wrote it, by the name of that day.' })
  readonly writtenBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was last written.' })
  readonly writtenAt!: Date;
}

/** A review as GraphQL shows it. */
@ObjectType('PriceReview', { description: 'What somebody said and decided of a change set.' })
export class PriceReviewType {
  @Field(() => ID, { description: 'To know it by.' })
  readonly id!: string;

  @Field(() => Int, { description: 'The row version that was looked at.' })
  readonly rowVersion!: number;

  @Field(() => ReviewVerdict, { description: 'What was decided.' })
  readonly verdict!: 'submit' | 'send_back' | 'approve' | 'discard';

  @Field(() => String, { description: 'In words; empty: nothing was written.' })
  readonly comment!: string;

  @Field(() => String, { description: 'Who, by the name of that day.' })
  readonly by!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: Date;
}

/** A confirmation as GraphQL shows it. */
@ObjectType('PriceConfirmation', { description: 'What was unusual about a change set, and was confirmed by whoever published it.' })
export class PriceConfirmationType {
  @Field(() => ID, { description: 'The draft.' })
  readonly draftId!: string;

  @Field(() => refusalCodeEnum, { description: 'What it was, as a code to branch on.' })
  readonly code!: RefusalCode;

  @Field(() => String, { description: 'The way to the field: "components.0.price", "from"; empty: it was about the draft as a whole.' })
  readonly field!: string;

  @Field(() => String, { description: 'What it was, as the sentence that was confirmed.' })
  readonly message!: string;

  @Field(() => String, { description: 'Who confirmed it, by the name of that day.' })
  readonly by!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly at!: Date;
}

/** A change set as GraphQL shows it. Its problems and its diff are worked out when they are asked for. */
@ObjectType('PriceChangeSet', { description: 'Changes of a price book that come into force together, or not at all.' })
export class PriceChangeSetType {
  /** What it is shown from. */
  readonly record!: ChangeSetRecord;

  @Field(() => ID, { description: 'To know it by.' })
  readonly id!: string;

  @Field(() => String, { description: 'The book it changes: "cost", or the name of a sell book.' })
  readonly book!: string;

  @Field(() => String, { description: 'What it is about.' })
  readonly title!: string;

  @Field(() => String, { description: 'Why; empty: nothing was written.' })
  readonly reason!: string;

  @Field(() => ChangeSetState, { description: 'How far it has come.' })
  readonly state!: 'draft' | 'submitted' | 'published' | 'discarded';

  @Field(() => Int, { description: 'Raised with every change: whoever changes it says which one they have seen.' })
  readonly rowVersion!: number;

  @Field(() => String, { description: 'Who made it, by the name of that day.' })
  readonly author!: string;

  @Field(() => Boolean, {
    description: 'Whether the caller wrote in it, so that another one has to publish it where two people are asked for.',
  })
  readonly mine!: boolean;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  readonly changedAt!: Date;

  @Field(() => Boolean, {
    description:
      'Whether its figures are withheld: its drafts, what they would do, what is odd about them. Whoever does not see costs sees those of a change set that waits for approval, and of one they decided on.',
  })
  readonly withheld!: boolean;

  @Field(() => Int, { description: 'How many changes it has.' })
  readonly draftCount!: number;

  @Field(() => [PriceDraftType], { description: 'Its changes, in their order.' })
  readonly drafts!: PriceDraftType[];

  @Field(() => [PriceReviewType], { description: 'What was said of it, in the order it was said.' })
  readonly reviews!: PriceReviewType[];

  @Field(() => [PriceConfirmationType], { description: 'What was confirmed when it was published.' })
  readonly confirmations!: PriceConfirmationType[];

  @Field(() => String, { nullable: true, description: 'Who published it, by the name of that day; absent: nobody has.' })
  readonly approver!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was published; absent: it was not.' })
  readonly publishedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when its entries are known; absent: it was not published.' })
  readonly knownFrom!: Date | null;
}

/** A change set in a list. */
@ObjectType('PriceChangeSetEdge', { description: 'A change set in a list.' })
export class PriceChangeSetEdge {
  @Field(() => String, { description: 'What to ask for as `after` to go on behind it.' })
  readonly cursor!: string;

  @Field(() => PriceChangeSetType, { description: 'The change set.' })
  readonly node!: PriceChangeSetType;
}

/** A page of change sets. */
@ObjectType('PriceChangeSetConnection', { description: 'A page of change sets, the latest first.' })
export class PriceChangeSetConnection {
  @Field(() => [PriceChangeSetEdge], { description: 'The change sets of this page.' })
  readonly edges!: PriceChangeSetEdge[];

  @Field(() => PageInfoType, { description: 'Where this page stands.' })
  readonly pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'How many change sets all pages have.' })
  readonly totalCount!: number;
}

/** What changing a change set leads to. */
export const PriceChangeSetResult = createUnionType({
  name: 'PriceChangeSetResult',
  description: 'The change set as it stands now; or a refusal, under which nothing was changed.',
  types: () => [PriceChangeSetType, RefusalType] as const,
});
