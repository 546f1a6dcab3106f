import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar, DecimalScalar, JsonScalar } from '../platform/scalars.ts';
import { ServiceMode } from '../platform/service-mode.type.ts';
import { ImageRequestType } from '../quote/image-request.type.ts';
import type { KeptUse } from '../template/template-use.ts';
import { ChargeType } from './charge.type.ts';

const AttemptOutcomes = { UNKNOWN: 'unknown', SUCCEEDED: 'succeeded', REFUSED: 'refused', FAILED: 'failed' } as const;
registerEnumType(AttemptOutcomes, {
  name: 'AttemptOutcome',
  description: 'What became of one call to a provider.',
  valuesConfig: {
    UNKNOWN: { description: 'It has not ended, or nobody can say whether it was billed.' },
    SUCCEEDED: { description: 'A reply was read.' },
    REFUSED: { description: 'The provider refused it; it was not billed.' },
    FAILED: { description: 'The provider could not be reached or was too busy; it was surely not billed.' },
  },
});

/** Statuses in GraphQL's spelling. */
export const GenerationStatuses = {
  QUEUED: 'queued',
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  UNKNOWN: 'unknown',
  CANCELLED: 'cancelled',
} as const;
registerEnumType(GenerationStatuses, {
  name: 'GenerationStatus',
  description: 'How far a generation has come.',
  valuesConfig: {
    QUEUED: { description: 'It waits for its turn.' },
    RUNNING: { description: 'The provider works.' },
    SUCCEEDED: { description: 'At least one image was delivered.' },
    FAILED: { description: 'No image was delivered, and that is final.' },
    UNKNOWN: { description: 'Nobody can say what the provider did. Not final.' },
    CANCELLED: { description: 'It was cancelled before it was sent.' },
  },
});

/** An image as GraphQL shows it. */
@ObjectType('GeneratedImage', { description: 'An image that was delivered.' })
export class GeneratedImageType {
  /** Whose image it is: what is behind the fields of its outcomes. */
  readonly generationId!: string;

  @Field(() => Int, { description: 'Its place in the reply, from 0.' })
  readonly index!: number;

  @Field(() => String, {
    nullable: true,
    description: 'Where the service serves it, from the root of its address; absent: its bytes are not kept.',
  })
  readonly url!: string | null;

  @Field(() => String, { nullable: true, description: 'Why its bytes are not kept, as a sentence; absent: they are.' })
  readonly missing!: string | null;

  @Field(() => Int, { description: 'Pixels, read from the image.' })
  readonly width!: number;

  @Field(() => Int, { description: 'Pixels, read from the image.' })
  readonly height!: number;

  @Field(() => String, { description: '"png", "jpeg" or "webp", read from the image.' })
  readonly format!: string;

  @Field(() => String, { description: 'SHA-256 of its bytes, lower-case hexadecimal.' })
  readonly sha256!: string;

  @Field(() => String, { nullable: true, description: 'What the provider says it drew.' })
  readonly revisedPrompt!: string | null;
}

/** A quantity of a meter as GraphQL shows it. */
@ObjectType('MeterQuantity', { description: 'How much was used of one meter.' })
export class MeterQuantityType {
  @Field(() => String, { description: 'What is counted.' })
  readonly meter!: string;

  @Field(() => DecimalScalar, { description: 'Whole units.' })
  readonly quantity!: string;
}

/** One call to a provider as GraphQL shows it. */
@ObjectType('Attempt', { description: 'One call to a provider.' })
export class AttemptType {
  @Field(() => Int, { description: 'From 1 within its generation.' })
  readonly number!: number;

  @Field(() => AttemptOutcomes, { description: 'What became of it.' })
  readonly outcome!: string;

  @Field(() => ID, { description: 'Our own id of the call, sent along as X-Client-Request-Id.' })
  readonly clientRequestId!: string;

  @Field(() => String, { nullable: true, description: "The provider's own id of the call." })
  readonly providerRequestId!: string | null;

  @Field(() => JsonScalar, { nullable: true, description: "The provider's usage object, whole and unchanged." })
  readonly reading!: unknown;

  @Field(() => DateTimeScalar, { description: 'When it was about to be made.' })
  readonly startedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended; absent: it has not, or the service stopped meanwhile.' })
  readonly endedAt!: Date | null;
}

/** A generation as GraphQL shows it. Its quote is read when it is asked for. */
@ObjectType('Generation', { description: 'One execution of a request.' })
export class GenerationType {
  /** The quote behind the field `quote`. */
  readonly quoteId!: string;

  /** What is behind the field `template`. */
  readonly use!: KeptUse;

  @Field(() => ID, { description: 'To read it again.' })
  readonly id!: string;

  @Field(() => String, { description: "The caller's idempotency key." })
  readonly requestKey!: string;

  @Field(() => GenerationStatuses, { description: 'How far it has come.' })
  readonly status!: string;

  @Field(() => Boolean, { description: 'Whether the sandbox played the provider: then no money was spent.' })
  readonly simulated!: boolean;

  @Field(() => String, { description: 'Who bills.' })
  readonly provider!: string;

  @Field(() => String, { description: 'The model, after aliases.' })
  readonly model!: string;

  @Field(() => ImageRequestType, { description: 'What was asked, as it was given.' })
  readonly request!: ImageRequestType;

  @Field(() => ServiceMode, { description: 'How the provider was asked to work.' })
  readonly mode!: string;

  @Field(() => String, { nullable: true, description: 'The stage of the work it served; absent: none was named.' })
  readonly stage!: string | null;

  @Field(() => [GeneratedImageType], { description: 'The images that were delivered and kept.' })
  @Field(() => [GeneratedImageType], { description: 'The images that were delivered.' })
  readonly images!: GeneratedImageType[];

  @Field(() => [MeterQuantityType], { description: 'What was used, each unit in one meter only; empty: not known.' })
  readonly usage!: MeterQuantityType[];

  @Field(() => JsonScalar, { nullable: true, description: "The provider's usage object, whole and unchanged; absent: it gave none." })
  readonly reading!: unknown;

  @Field(() => ChargeType, { description: "What the caller is charged: by the quote's pinned entries." })
  readonly charge!: ChargeType;

  @Field(() => ChargeType, { description: 'What the provider takes: by the entry in force when it worked.' })
  readonly cost!: ChargeType;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'The charge minus the quoted expected cost; absent while the charge is not known.',
  })
  readonly variance!: MoneyType | null;

  @Field(() => RefusalType, { nullable: true, description: 'Why there is no image, or no bill.' })
  readonly failure!: RefusalType | null;

  @Field(() => [AttemptType], { description: 'Every call to the provider, in order.' })
  readonly attempts!: AttemptType[];

  @Field(() => DateTimeScalar, { description: 'When it was opened.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its charge became final; absent: it is not.' })
  readonly settledAt!: Date | null;
}

/** What executing leads to. */
export const GenerateResult = createUnionType({
  name: 'GenerateResult',
  description: 'A generation, whatever became of it; or a refusal, under which nothing was stored or spent.',
  types: () => [GenerationType, RefusalType] as const,
});
