import { Field, ObjectType } from 'type-graphql';

/** A provider as GraphQL shows it. */
@ObjectType('Provider', { description: 'Who bills for an image.' })
export class ProviderType {
  @Field(() => String, { description: 'The name it is asked for by: "openai".' })
  readonly name!: string;

  @Field(() => Boolean, {
    description: 'Whether the sandbox plays it, because no key is set: what it makes is simulated and costs nothing.',
  })
  readonly simulated!: boolean;
}
