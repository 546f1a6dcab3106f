import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';

/** Verdicts in GraphQL's spelling. */
export const ImageVerdicts = {
  ACCEPTED: 'accepted',
  EDITED: 'edited',
  REJECTED: 'rejected',
  REGENERATED: 'regenerated',
  DELETED: 'deleted',
} as const;
registerEnumType(ImageVerdicts, {
  name: 'ImageVerdict',
  description: 'What became of an image.',
  valuesConfig: {
    ACCEPTED: { description: 'It was used as it is.' },
    EDITED: { description: 'It was used after somebody changed it.' },
    REJECTED: { description: 'It was not used.' },
    REGENERATED: { description: 'It was not used, and another one was asked for in its place.' },
    DELETED: { description: 'It was thrown away by whoever used it. What it cost stays in the ledger.' },
  },
});

/** A verdict as GraphQL shows it. */
@ObjectType('ImageOutcome', { description: 'What somebody said became of an image.' })
export class ImageOutcomeType {
  @Field(() => Int, { description: 'From 1 for each image: the highest counts.' })
  readonly number!: number;

  @Field(() => ImageVerdicts, { description: 'What became of it.' })
  readonly outcome!: string;

  @Field(() => String, { nullable: true, description: 'Why; absent: nobody said.' })
  readonly reason!: string | null;

  @Field(() => String, { description: 'Who recorded it, by the name of that day.' })
  readonly by!: string;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  readonly at!: Date;
}

/** What recording leads to, as GraphQL shows it. */
@ObjectType('RecordedOutcome', { description: 'An image and everything that was said of it.' })
export class RecordedOutcomeType {
  @Field(() => ID, { description: 'Whose image it is.' })
  readonly generationId!: string;

  @Field(() => Int, { description: 'Which image, from 0.' })
  readonly index!: number;

  @Field(() => ImageOutcomeType, { description: 'The latest: the one that counts.' })
  readonly outcome!: ImageOutcomeType;

  @Field(() => [ImageOutcomeType], { description: 'All of them, the first first.' })
  readonly outcomes!: ImageOutcomeType[];
}

/** What recording an outcome leads to. */
export const RecordOutcomeResult = createUnionType({
  name: 'RecordOutcomeResult',
  description: 'What is known of the image now; or a refusal, under which nothing was recorded.',
  types: () => [RecordedOutcomeType, RefusalType] as const,
});
