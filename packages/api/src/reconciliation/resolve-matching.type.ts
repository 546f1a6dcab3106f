import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { RefusalType } from '../platform/refusal.type.ts';
import { ItemDecisions, ReconciliationItemStates, VarianceParts } from './reconciliation-enums.type.ts';
import { ItemResolutionType, ResolutionAttachmentInput } from './reconciliation-item.type.ts';
import type { Decision, ItemState } from './reconciliation.table.ts';

/** A filter and what is decided of all that it chooses. */
@InputType('ResolveMatchingItemsInput', { description: 'What is decided of every item of a reconciliation that a filter chooses.' })
export class ResolveMatchingItemsInput {
  @Field(() => ID, { description: 'The reconciliation.' })
  readonly reconciliationId!: string;

  @Field(() => [VarianceParts], { nullable: true, description: 'Only of these parts; absent: of all.' })
  readonly parts?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Only of these causes; absent: of all.' })
  readonly causes?: string[] | null;

  @Field(() => [ReconciliationItemStates], { nullable: true, description: 'Only in these states; absent: in all.' })
  readonly states?: ItemState[] | null;

  @Field(() => ItemDecisions, { description: 'What is done.' })
  readonly decision!: Decision;

  @Field(() => String, { description: 'The cause.' })
  readonly cause!: string;

  @Field(() => String, { description: 'The reason, 1 to 2,000 characters.' })
  readonly reason!: string;

  @Field(() => [ResolutionAttachmentInput], { defaultValue: [], description: 'What it rests on.' })
  readonly attachments!: ResolutionAttachmentInput[];
}

/** An item that was left as it is. */
@ObjectType('RefusedItem', { description: 'An item that could not be decided so, and is as it was.' })
class RefusedItemType {
  @Field(() => Int, { description: 'Its number within the run.' })
  readonly number!: number;

  @Field(() => String, { description: 'Why.' })
  readonly message!: string;
}

/** What came of it. */
@ObjectType('MatchingItemsResolved', { description: 'Every item that was chosen is in one of the resolutions, or refused by its number.' })
export class MatchingItemsResolvedType {
  @Field(() => [ItemResolutionType], { description: 'One for each currency: done, or waiting for another to approve it.' })
  readonly resolutions!: readonly ItemResolutionType[];

  @Field(() => Int, { description: 'How many items they are of.' })
  readonly resolved!: number;

  @Field(() => [RefusedItemType], { description: 'What could not be decided so.' })
  readonly refused!: readonly RefusedItemType[];
}

/** Either what came of it, or why nothing did. */
export const MatchingItemsResult = createUnionType({
  name: 'MatchingItemsResult',
  description: 'What came of it; or a refusal, under which nothing was changed.',
  types: () => [MatchingItemsResolvedType, RefusalType] as const,
});
