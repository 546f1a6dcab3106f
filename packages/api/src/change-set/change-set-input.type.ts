import { Field, ID, InputType, Int } from 'type-graphql';
import { JsonScalar } from '../platform/scalars.ts';
import { DraftAction } from './change-set-enums.type.ts';

/** A change as it is drafted. */
@InputType('PriceDraftInput', {
  description: 'A change as it is drafted. What is typed is kept as it is, and what is wrong with it is said under `problems`.',
})
export class PriceDraftInput {
  @Field(() => ID, { nullable: true, description: 'A draft that is there is written anew; a uuid that is not, or none, makes one.' })
  readonly id?: string | null;

  @Field(() => DraftAction, { defaultValue: DraftAction.ADD, description: 'What it does.' })
  readonly action!: 'add' | 'correct' | 'withdraw' | 'close';

  @Field(() => ID, { nullable: true, description: 'The entry to correct, withdraw or close; absent for ADD.' })
  readonly targetId?: string | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'For ADD and CORRECT: {"provider", "model", "mode": "realtime" | "batch", "currency", "from", "until", "components": [{"meter", "price", "per", "when"}], "basedOn", "minimumCharge", "credit", "modifiers", "sizeTiers", "source", "checkedOn", "note"}.',
  })
  readonly entry?: unknown;

  @Field(() => String, { nullable: true, description: 'For CLOSE: the first instant, or UTC day, at which the entry no longer applies.' })
  readonly endsAt?: string | null;
}

/** A change set to be made. */
@InputType('CreatePriceChangeSetInput', { description: 'A change set to be made.' })
export class CreatePriceChangeSetInput {
  @Field(() => String, { defaultValue: 'cost', description: 'The book it changes.' })
  readonly book!: string;

  @Field(() => String, { description: 'What it is about, in 1 to 200 characters.' })
  readonly title!: string;

  @Field(() => String, { defaultValue: '', description: 'Why, in at most 2,000 characters.' })
  readonly reason!: string;

  @Field(() => [PriceDraftInput], { defaultValue: [], description: 'What it changes, at most 10,000 drafts.' })
  readonly drafts!: PriceDraftInput[];
}

/** Drafts to be saved, in one call for however many cells. */
@InputType('SaveDraftsInput', { description: 'Drafts to be saved together.' })
export class SaveDraftsInput {
  @Field(() => ID, { description: 'The change set. In review it becomes a draft again.' })
  readonly changeSetId!: string;

  @Field(() => Int, {
    description:
      'The row version that was read. Refused where somebody else has since written one of the same drafts; what others wrote elsewhere in it stays.',
  })
  readonly rowVersion!: number;

  @Field(() => [PriceDraftInput], { defaultValue: [], description: 'Drafts to be made or written anew.' })
  readonly upserts!: PriceDraftInput[];

  @Field(() => [ID], { defaultValue: [], description: 'Drafts to be removed.' })
  readonly removals!: string[];

  @Field(() => String, { nullable: true, description: 'What it is about; absent: as it was.' })
  readonly title?: string | null;

  @Field(() => String, { nullable: true, description: 'Why; absent: as it was.' })
  readonly reason?: string | null;
}
