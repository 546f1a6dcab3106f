import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { MoneyInputType } from '../platform/money.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar, DecimalScalar } from '../platform/scalars.ts';

/** A quantity of a meter as a caller writes it. */
@InputType('MeterQuantityInput', { description: 'How much was used of one meter.' })
export class MeterQuantityInput {
  @Field(() => String, { description: 'What is counted: text_input, image_output, image and so on.' })
  readonly meter!: string;

  @Field(() => DecimalScalar, { description: 'Whole units.' })
  readonly quantity!: string;
}

/** One line of a statement as a caller writes it. */
@InputType('StatementLineInput', { description: 'A call that the provider billed. At least one of the two ids is given.' })
export class StatementLineInput {
  @Field(() => ID, { nullable: true, description: 'Our own id of the call, where the provider repeats it.' })
  readonly clientRequestId?: string | null;

  @Field(() => String, { nullable: true, description: "The provider's own id of the call." })
  readonly providerRequestId?: string | null;

  @Field(() => DateTimeScalar, { description: 'When the provider worked.' })
  readonly servedAt!: string;

  @Field(() => MoneyInputType, { description: 'What it billed.' })
  readonly amount!: MoneyInputType;

  @Field(() => [MeterQuantityInput], { nullable: true, description: 'What it says was used; absent: it states money alone.' })
  readonly usage?: MeterQuantityInput[] | null;
}

/** A statement as a caller writes it. */
@InputType('StatementInput', {
  description: 'What one provider billed of the calls begun within a span. It is final: a call in doubt without a line was not billed.',
})
export class StatementInput {
  @Field(() => String, { description: 'Who billed.' })
  readonly provider!: string;

  @Field(() => MoneyBook, { description: 'Whether the provider worked, or the sandbox played it.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => DateTimeScalar, { description: 'The first instant of its span.' })
  readonly from!: string;

  @Field(() => DateTimeScalar, { description: 'The first instant after its span.' })
  readonly until!: string;

  @Field(() => [StatementLineInput], { description: 'Every call of the span that was billed.' })
  readonly lines!: StatementLineInput[];
}

/** What a statement came to, as GraphQL shows it. */
@ObjectType('DoubtResolution', { description: 'What a statement decided of calls in doubt, unbilled or estimated.' })
export class DoubtResolutionType {
  @Field(() => [ID], { description: 'Generations settled, or corrected, by a line for them.' })
  readonly settled!: readonly string[];

  @Field(() => [ID], { description: 'Generations in doubt without a line: they are void, and their holds released.' })
  readonly voided!: readonly string[];
}

/** What resolving doubts leads to. */
export const ResolveDoubtsResult = createUnionType({
  name: 'ResolveDoubtsResult',
  description: 'What the statement decided; or a refusal, under which nothing was changed.',
  types: () => [DoubtResolutionType, RefusalType] as const,
});
