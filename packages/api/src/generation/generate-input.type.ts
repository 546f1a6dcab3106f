import { Field, ID, InputType } from 'type-graphql';
import { MoneyInputType } from '../platform/money.type.ts';
import { ServiceMode } from '../platform/service-mode.type.ts';
import { TemplateInput } from '../template/template-input.type.ts';
import { ImageRequestInput, InputImageInput } from '../quote/image-request.type.ts';

/** What is to be executed. */
@InputType('GenerateInput', {
  description: 'A quote or a request to execute, under a key that makes it happen once. Exactly one of quoteId and request is given.',
})
export class GenerateInput {
  @Field(() => String, {
    description: "The caller's idempotency key, 1 to 255 characters: the same key is the same generation, whatever became of it.",
  })
  readonly requestKey!: string;

  @Field(() => ID, { nullable: true, description: 'The quote to execute, at the prices it pins.' })
  readonly quoteId?: string | null;

  @Field(() => ID, { nullable: true, description: "The offer of the quote; absent: the quote's best." })
  readonly offerId?: string | null;

  @Field(() => [InputImageInput], {
    nullable: true,
    description: 'The bytes for a quote that was made from dimensions: as many images, each of the size that was quoted.',
  })
  readonly images?: InputImageInput[] | null;

  @Field(() => InputImageInput, {
    nullable: true,
    description: 'The bytes of the mask of a quote that was made from dimensions.',
  })
  readonly mask?: InputImageInput | null;

  @Field(() => ImageRequestInput, {
    nullable: true,
    description: 'A request without a quote: executed at its best offer, at the prices in force now.',
  })
  readonly request?: ImageRequestInput | null;

  @Field(() => [String], {
    nullable: true,
    description: 'With a request: which providers may serve it; absent: every provider that serves the model.',
  })
  readonly providers?: string[] | null;

  @Field(() => ServiceMode, {
    defaultValue: ServiceMode.REALTIME,
    description:
      'How the provider is to work. BATCH is cheaper and takes up to a day: the answer never waits for it. With a quote, the mode of the quote.',
  })
  readonly mode!: 'realtime' | 'batch';

  @Field(() => TemplateInput, {
    nullable: true,
    description: 'With a request: what its prompt is rendered from, and what fills in the fields it leaves out.',
  })
  readonly template?: TemplateInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'With a request: the stage of the work it serves. A quote has its own.',
  })
  readonly stage?: string | null;

  @Field(() => MoneyInputType, {
    nullable: true,
    description: 'Refuse when the ceiling is above this; required where the ceiling is unknown.',
  })
  readonly maxCost?: MoneyInputType | null;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Whether to wait for the outcome. False answers at once with a generation that is QUEUED.',
  })
  readonly wait!: boolean;
}
