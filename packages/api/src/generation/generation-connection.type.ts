import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ImageVerdicts } from '../outcome/outcome.type.ts';
import type { ImageVerdict } from '../outcome/image-outcome.table.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { PageInfoType } from '../platform/page.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import type { ChargeState } from './charge.table.ts';
import { ChargeStates } from './charge.type.ts';
import type { GenerationChoice } from './choose-generations.ts';
import type { GenerationStatus } from './generation.table.ts';
import { GenerationStatuses, GenerationType } from './generation.type.ts';

/** Which generations to list. */
@InputType('GenerationFilter', { description: 'Which generations to list; an absent field filters nothing.' })
export class GenerationFilter {
  @Field(() => GenerationStatuses, { nullable: true, description: 'Only those that have come this far.' })
  readonly status?: GenerationStatus | null;

  @Field(() => MoneyBook, { nullable: true, description: 'Only those of this book.' })
  readonly book?: 'real' | 'simulated' | null;

  @Field(() => String, { nullable: true, description: 'Only those of this provider.' })
  readonly provider?: string | null;

  @Field(() => String, { nullable: true, description: 'Only those of this exact model name.' })
  readonly model?: string | null;

  @Field(() => ChargeStates, { nullable: true, description: 'Only those whose charge is in this state, as known now.' })
  readonly chargeState?: ChargeState | null;

  @Field(() => String, { nullable: true, description: 'Only those that served this stage.' })
  readonly stage?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only those that this API key asked for.' })
  readonly apiKeyId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only those made from this template, whichever of its versions.' })
  readonly templateId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only those made from this version of a template.' })
  readonly templateVersionId?: string | null;

  @Field(() => ImageVerdicts, { nullable: true, description: 'Only those of which an image became this, as was said last.' })
  readonly outcome?: ImageVerdict | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only those opened at this instant or later.' })
  readonly from?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only those opened before this instant.' })
  readonly until?: string | null;

  @Field(() => String, { nullable: true, description: 'Only the one of this id, or those whose request key begins like this.' })
  readonly text?: string | null;
}

/** What a filter asks for; what is empty asks for nothing. */
export function choiceOf(filter: GenerationFilter | null | undefined): GenerationChoice {
  return Object.fromEntries(Object.entries(filter ?? {}).filter(([, value]) => value != null && value !== ''));
}

/** One generation of a list. */
@ObjectType('GenerationEdge', { description: 'A generation in a list.' })
export class GenerationEdge {
  @Field(() => String, { description: 'What to ask for as `after` to go on behind it.' })
  readonly cursor!: string;

  @Field(() => GenerationType, { description: 'The generation.' })
  readonly node!: GenerationType;
}

/** A page of generations. How many there are is counted when it is asked for. */
@ObjectType('GenerationConnection', { description: 'A page of generations, the newest first.' })
export class GenerationConnection {
  /** What was chosen: what is behind the field `totalCount`. */
  readonly choice!: GenerationChoice;

  @Field(() => [GenerationEdge], { description: 'The generations of this page.' })
  readonly edges!: GenerationEdge[];

  @Field(() => PageInfoType, { description: 'Where this page stands.' })
  readonly pageInfo!: PageInfoType;
}
