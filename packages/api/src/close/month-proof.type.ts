import { createUnionType, Field, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';

/** A proof under way as GraphQL shows it. */
@ObjectType('ProofUnderWay', { description: 'A proof of the ledger that is being made.' })
export class ProofUnderWayType {
  @Field(() => String, { description: 'Who asked for it.' })
  readonly by!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly askedAt!: string;

  @Field(() => DateTimeScalar, { description: 'When it last came further: one that does not for a minute is asked for anew.' })
  readonly movedAt!: string;

  @Field(() => Int, { description: 'How many transactions are gone through.' })
  readonly done!: number;

  @Field(() => Int, { description: 'Of how many; 0: it has not begun.' })
  readonly of!: number;
}

/** How a month is proved as GraphQL shows it. */
@ObjectType('MonthProof', {
  description:
    'How far the ledger is proved until the end of a month. What was proved stays proved, for the ledger is only added to: what was posted since is proved on top of it, at a look while it is little.',
})
export class MonthProofType {
  @Field(() => MoneyBook, { description: 'Whose money.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => String, { description: 'The month, UTC: "2026-10".' })
  readonly month!: string;

  @Field(() => Boolean, { description: 'Whether a look proves all there is: if not, somebody has the month proved.' })
  readonly isCurrent!: boolean;

  @Field(() => Int, {
    description: 'How many transactions were posted since the proof that was kept; all, where none was. Counted to a million.',
  })
  readonly postedSince!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The ledger was proved as it was known then; absent: no proof was kept.' })
  readonly knownAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When that proof came to its end; absent: likewise.' })
  readonly provedAt!: string | null;

  @Field(() => String, { nullable: true, description: 'Who asked for it; absent: likewise.' })
  readonly by!: string | null;

  @Field(() => Int, { nullable: true, description: 'How many transactions of the month it has; absent: likewise.' })
  readonly transactions!: number | null;

  @Field(() => ProofUnderWayType, { nullable: true, description: 'The one that is being made; absent: none is.' })
  readonly underWay!: ProofUnderWayType | null;
}

/** Which month is to be proved. */
@InputType('ProveMonthInput', { description: 'A month.' })
export class ProveMonthInput {
  @Field(() => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => String, { description: 'The month, UTC: "2026-10".' })
  readonly month!: string;
}

/** Either how far it is, or why not. */
export const MonthProofResult = createUnionType({
  name: 'MonthProofResult',
  description: 'How far the proof is; or a refusal, under which nothing was changed.',
  types: () => [MonthProofType, RefusalType] as const,
});
