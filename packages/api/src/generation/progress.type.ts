import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../platform/scalars.ts';
import { GenerationType } from './generation.type.ts';

/** A partial image as GraphQL shows it. */
@ObjectType('PartialImage', { description: 'An image that is not finished yet, as a stream brought it.' })
export class PartialImageType {
  @Field(() => Int, { description: 'Which of the images asked for it will become, from 0.' })
  readonly index!: number;

  @Field(() => Int, { description: 'Its order within that image, from 0.' })
  readonly number!: number;

  @Field(() => String, { description: 'Where the service serves it, from the root of its address.' })
  readonly url!: string;

  @Field(() => Int, { description: 'Pixels, read from the image.' })
  readonly width!: number;

  @Field(() => Int, { description: 'Pixels, read from the image.' })
  readonly height!: number;

  @Field(() => DateTimeScalar, { description: 'When it arrived.' })
  readonly arrivedAt!: Date;
}

/** The batch of a generation as GraphQL shows it. */
@ObjectType('BatchProgress', { description: 'How far the provider has come with the batch that the request was handed over in.' })
export class BatchProgressType {
  @Field(() => ID, { description: 'Our own id of the batch, sent along as metadata.' })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: "The provider's own id of the batch; absent: it has not confirmed it yet." })
  readonly providerBatchId!: string | null;

  @Field(() => Int, { description: 'How many requests it has.' })
  readonly items!: number;

  @Field(() => Int, { description: 'How many of them the provider was done with when it was last asked.' })
  readonly itemsDone!: number;
}

/** How far a generation has come, as GraphQL shows it. */
@ObjectType('GenerationProgress', { description: 'How far a generation has come, and a mark to wait for more by.' })
export class GenerationProgressType {
  @Field(() => String, { description: 'Given back as "after", the answer waits until there is more to say than now.' })
  readonly mark!: string;

  @Field(() => Boolean, {
    description: 'Whether nothing more is to come of it by itself: it succeeded, failed, was cancelled, or is in doubt.',
  })
  readonly done!: boolean;

  @Field(() => GenerationType, { description: 'The generation as it stands.' })
  readonly generation!: GenerationType;

  @Field(() => [PartialImageType], { description: 'Partial images that have arrived, in order; empty: none was asked for, or none came.' })
  readonly partialImages!: PartialImageType[];

  @Field(() => BatchProgressType, { nullable: true, description: 'The batch it was handed over in; absent: in none, or not yet.' })
  readonly batch!: BatchProgressType | null;
}
