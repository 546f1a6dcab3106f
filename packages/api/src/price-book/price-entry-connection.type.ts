import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { PageInfoType } from '../platform/page.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { ServiceMode } from '../platform/service-mode.type.ts';
import { PriceEntryType } from './price-entry.type.ts';

/** Which price entries to list. */
@InputType('PriceEntryFilter', { description: 'Which price entries to list; an absent field filters nothing.' })
export class PriceEntryFilter {
  @Field(() => String, { nullable: true, description: 'Only entries of this book: "cost", or the name of a sell book.' })
  readonly book?: string | null;

  @Field(() => String, { nullable: true, description: 'Only entries of this provider.' })
  readonly provider?: string | null;

  @Field(() => String, { nullable: true, description: 'Only entries of this exact model name.' })
  readonly model?: string | null;

  @Field(() => ServiceMode, { nullable: true, description: 'Only entries of this mode.' })
  readonly mode?: 'realtime' | 'batch' | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only entries in force at this instant; absent: of every period.' })
  readonly at?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'As known at this instant; absent: as known now.' })
  readonly knownAt?: string | null;
}

/** One entry of a list. */
@ObjectType('PriceEntryEdge', { description: 'A price entry in a list.' })
export class PriceEntryEdge {
  @Field(() => String, { description: 'What to ask for as `after` to go on behind this entry.' })
  readonly cursor!: string;

  @Field(() => PriceEntryType, { description: 'The entry.' })
  readonly node!: PriceEntryType;
}

/** A page of price entries. */
@ObjectType('PriceEntryConnection', { description: 'A page of price entries, by provider, model, mode and start.' })
export class PriceEntryConnection {
  @Field(() => [PriceEntryEdge], { description: 'The entries of this page.' })
  readonly edges!: PriceEntryEdge[];

  @Field(() => PageInfoType, { description: 'Where this page stands.' })
  readonly pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'How many entries all pages have.' })
  readonly totalCount!: number;
}
