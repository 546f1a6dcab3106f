import { Field, ID, InputType, Int } from 'type-graphql';
import { JsonScalar } from '../platform/scalars.ts';

/** A template as a request names it. */
@InputType('TemplateInput', { description: 'The version of a template that a prompt is rendered from, and with what.' })
export class TemplateInput {
  @Field(() => ID, { description: 'The version, by its id.' })
  readonly versionId!: string;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'Text by the name of the variable: {"subject": "a pearl"}; absent: none. What is missing or unknown is refused by name.',
  })
  readonly variables?: unknown;
}

/** A variable as an operator declares it. */
@InputType('TemplateVariableInput', { description: 'A value that a template leaves open.' })
export class TemplateVariableInput {
  @Field(() => String, {
    description: 'As the prompt names it between double braces: a small letter, then letters, digits and underscores.',
  })
  readonly name!: string;

  @Field(() => String, { defaultValue: '', description: 'What belongs there, for whoever fills it in; at most 500 characters.' })
  readonly description!: string;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether a caller must give it.' })
  readonly required!: boolean;

  @Field(() => String, { nullable: true, description: 'What stands in where it is left out. A required one has none.' })
  readonly default?: string | null;
}

/** Fields of a request as a template fills them in. */
@InputType('TemplateDefaultsInput', { description: 'Fields of a request that the template fills in where the caller leaves them out.' })
export class TemplateDefaultsInput {
  @Field(() => String, { nullable: true, description: 'The exact name of a model.' })
  readonly model?: string | null;

  @Field(() => String, { nullable: true, description: '"976x704" or "auto".' })
  readonly size?: string | null;

  @Field(() => String, { nullable: true, description: '"low", "medium", "high", …: it goes before the default of a stage.' })
  readonly quality?: string | null;

  @Field(() => String, { nullable: true, description: '"transparent", "opaque" or "auto".' })
  readonly background?: string | null;

  @Field(() => String, { nullable: true, description: '"png", "jpeg" or "webp".' })
  readonly outputFormat?: string | null;

  @Field(() => Int, { nullable: true, description: '0 to 100, for jpeg and webp alone.' })
  readonly outputCompression?: number | null;

  @Field(() => String, { nullable: true, description: '"auto" or "low".' })
  readonly moderation?: string | null;
}

/** What a version says. */
@InputType('TemplateVersionInput', { description: 'What a template is to say: it never changes afterwards.' })
export class TemplateVersionInput {
  @Field(() => String, { description: 'The prompt with its variables: "A portrait of {{subject}}".' })
  readonly prompt!: string;

  @Field(() => [TemplateVariableInput], { defaultValue: [], description: 'Each variable of the prompt, once.' })
  readonly variables!: TemplateVariableInput[];

  @Field(() => TemplateDefaultsInput, { nullable: true, description: 'What a request from it need not say; absent: nothing.' })
  readonly defaults?: TemplateDefaultsInput | null;
}

/** A template to be made. */
@InputType('CreateTemplateInput', { description: 'A template and its first version.' })
export class CreateTemplateInput {
  @Field(() => String, { description: 'As people say it: 1 to 100 characters, unlike any other of the workspace.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'What it is for; at most 1,000 characters.' })
  readonly description?: string | null;

  @Field(() => TemplateVersionInput, { description: 'What it says.' })
  readonly version!: TemplateVersionInput;
}

/** A version to be added. */
@InputType('AddTemplateVersionInput', { description: 'What a template says from now on.' })
export class AddTemplateVersionInput {
  @Field(() => ID, { description: 'The template.' })
  readonly templateId!: string;

  @Field(() => TemplateVersionInput, { description: 'What it says.' })
  readonly version!: TemplateVersionInput;
}
