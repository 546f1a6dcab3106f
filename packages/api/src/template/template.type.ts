import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { PageInfoType } from '../platform/page.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar, JsonScalar } from '../platform/scalars.ts';

/** A variable as GraphQL shows it. */
@ObjectType('TemplateVariable', { description: 'A value that a template leaves open.' })
export class TemplateVariableType {
  @Field(() => String, { description: 'As the prompt names it: `subject` for {{subject}}.' })
  readonly name!: string;

  @Field(() => String, { description: 'What belongs there, for whoever fills it in.' })
  readonly description!: string;

  @Field(() => Boolean, { description: 'Whether a caller must give it.' })
  readonly required!: boolean;

  @Field(() => String, { nullable: true, description: 'What stands in where it is left out; absent: no text.' })
  readonly default!: string | null;
}

/** Defaults of a template as GraphQL shows them. */
@ObjectType('TemplateDefaults', { description: 'Fields of a request that the template fills in. An absent one is left to the caller.' })
export class TemplateDefaultsType {
  @Field(() => String, { nullable: true, description: 'The model.' })
  readonly model?: string;

  @Field(() => String, { nullable: true, description: 'Width by height in pixels, or "auto".' })
  readonly size?: string;

  @Field(() => String, { nullable: true, description: 'The quality.' })
  readonly quality?: string;

  @Field(() => String, { nullable: true, description: 'The background.' })
  readonly background?: string;

  @Field(() => String, { nullable: true, description: 'The format.' })
  readonly outputFormat?: string;

  @Field(() => Int, { nullable: true, description: '0 to 100.' })
  readonly outputCompression?: number;

  @Field(() => String, { nullable: true, description: 'The moderation level.' })
  readonly moderation?: string;
}

/** A version as GraphQL shows it. */
@ObjectType('TemplateVersion', { description: 'What a template says, from one change to the next. It never changes.' })
export class TemplateVersionType {
  @Field(() => ID, { description: 'What a request names.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The template it belongs to.' })
  readonly templateId!: string;

  @Field(() => String, { description: 'The name of that template.' })
  readonly templateName!: string;

  @Field(() => Int, { description: 'From 1 within its template.' })
  readonly number!: number;

  @Field(() => String, { description: 'The prompt with its variables.' })
  readonly prompt!: string;

  @Field(() => [TemplateVariableType], { description: 'Each variable of the prompt, in the order they were declared.' })
  readonly variables!: TemplateVariableType[];

  @Field(() => TemplateDefaultsType, { description: 'What a request from it need not say.' })
  readonly defaults!: TemplateDefaultsType;

  @Field(() => String, { description: 'Who wrote it, by the name of that day.' })
  readonly createdBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  readonly createdAt!: Date;
}

/** A template as GraphQL shows it. */
@ObjectType('Template', { description: 'A prompt that is used again and again.' })
export class TemplateType {
  @Field(() => ID, { description: 'To know it by.' })
  readonly id!: string;

  @Field(() => String, { description: 'As people say it.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  readonly description!: string | null;

  @Field(() => TemplateVersionType, { description: 'What it says now.' })
  readonly latest!: TemplateVersionType;

  @Field(() => [TemplateVersionType], { description: 'Everything it ever said, the latest first.' })
  readonly versions!: TemplateVersionType[];

  @Field(() => String, { description: 'Who made it, by the name of that day.' })
  readonly createdBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when no new request may use it; absent: it is in use.' })
  readonly archivedAt!: Date | null;
}

/** A template that a quote or a generation was made from, as GraphQL shows it. */
@ObjectType('TemplateUse', { description: 'What a prompt was rendered from.' })
export class TemplateUseType {
  @Field(() => TemplateVersionType, { description: 'The version of the template.' })
  readonly version!: TemplateVersionType;

  @Field(() => JsonScalar, { description: 'The text of each variable, defaults included.' })
  readonly variables!: unknown;
}

/** A template in a list. */
@ObjectType('TemplateEdge', { description: 'A template in a list.' })
export class TemplateEdge {
  @Field(() => String, { description: 'What to ask for as `after` to go on behind it.' })
  readonly cursor!: string;

  @Field(() => TemplateType, { description: 'The template.' })
  readonly node!: TemplateType;
}

/** A page of templates. */
@ObjectType('TemplateConnection', { description: 'A page of templates, by name.' })
export class TemplateConnection {
  @Field(() => [TemplateEdge], { description: 'The templates of this page.' })
  readonly edges!: TemplateEdge[];

  @Field(() => PageInfoType, { description: 'Where this page stands.' })
  readonly pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'How many templates all pages have.' })
  readonly totalCount!: number;
}

/** What changing templates leads to. */
export const TemplateResult = createUnionType({
  name: 'TemplateResult',
  description: 'The template as it stands now; or a refusal, under which nothing was changed.',
  types: () => [TemplateType, RefusalType] as const,
});
