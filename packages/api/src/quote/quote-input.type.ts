import { Field, InputType } from 'type-graphql';
import { DateTimeScalar } from '../platform/scalars.ts';
import { ServiceMode } from '../platform/service-mode.type.ts';
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

  @Field(() => String, {
    nullable: true,
    description: 'The step of a workflow the request serves. Not supported yet, and refused by that name.',
  })
  readonly stage?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Whose prices are used; absent: those of now. Another instant makes a simulation, which cannot be executed.',
  })
  readonly pricedAt?: string | null;
}
