import { Field, InputType } from 'type-graphql';
import { DateTimeScalar } from '../platform/scalars.ts';
import { ServiceMode } from '../platform/service-mode.type.ts';
import { TemplateInput } from '../template/template-input.type.ts';
import { ImageRequestInput } from './image-request.type.ts';

/** What is to be quoted. */
@InputType('QuoteInput', { description: 'A request to be priced at every provider that can serve it.' })
export class QuoteInput {
  @Field(() => ImageRequestInput, { description: 'What would be made.' })
  readonly request!: ImageRequestInput;

  @Field(() => [String], { nullable: true, description: 'Which providers to ask; absent: every provider that serves the model.' })
  readonly providers?: string[] | null;

  @Field(() => ServiceMode, {
    defaultValue: ServiceMode.REALTIME,
    description: 'How the provider is to work. BATCH is cheaper and takes up to a day.',
  })
  readonly mode!: 'realtime' | 'batch';

  @Field(() => TemplateInput, {
    nullable: true,
    description:
      'What the prompt is rendered from, in place of `request.prompt`, and what fills in the fields that the request leaves out.',
  })
  readonly template?: TemplateInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'The stage of the work it serves: it decides the quality where neither request nor template names one.',
  })
  readonly stage?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Whose prices are used; absent: those of now. Another instant makes a simulation, which cannot be executed.',
  })
  readonly pricedAt?: string | null;
}
