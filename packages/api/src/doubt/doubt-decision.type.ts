import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { MeterQuantityType } from '../generation/generation.type.ts';
import { MeterQuantityInput } from '../generation/resolve-doubts.type.ts';
import { MoneyType } from '../platform/money.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';

/** What a doubt counts as, in GraphQL's spelling. */
const DoubtOutcomes = { ESTIMATED: 'estimated', VOID: 'void' } as const;
registerEnumType(DoubtOutcomes, {
  name: 'DoubtOutcome',
  description: 'What a charge counts as of which nobody learnt whether it was billed.',
  valuesConfig: {
    ESTIMATED: { description: 'As billed, for what it is expected to have used: its hold is settled.' },
    VOID: { description: 'As not billed: its hold is released.' },
  },
});

/** How far a decision has come, in GraphQL's spelling. */
const DecisionStates = { PROPOSED: 'proposed', APPROVED: 'approved', DISCARDED: 'discarded' } as const;
registerEnumType(DecisionStates, {
  name: 'DoubtDecisionState',
  description: 'How far a decision on a doubt has come.',
  valuesConfig: {
    PROPOSED: { description: 'It waits for another to approve it; nothing is posted.' },
    APPROVED: { description: 'It is carried out.' },
    DISCARDED: { description: 'Somebody decided against it.' },
  },
});

/** A decision as GraphQL shows it. */
@ObjectType('DoubtDecision', { description: 'What people decided that a charge in doubt counts as: one proposes it, another approves it.' })
export class DoubtDecisionType {
  @Field(() => ID, { description: 'Version 7 uuid.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The generation.' })
  readonly generationId!: string;

  @Field(() => DoubtOutcomes, { description: 'What it counts as.' })
  readonly outcome!: 'estimated' | 'void';

  @Field(() => MoneyType, { nullable: true, description: 'What the provider counts as to have taken; absent: nothing.' })
  readonly amount!: MoneyType | null;

  @Field(() => [MeterQuantityType], { description: 'What it counts as to have used; empty: nothing.' })
  readonly usage!: MeterQuantityType[];

  @Field(() => String, { description: 'Why, in words.' })
  readonly reason!: string;

  @Field(() => DecisionStates, { description: 'How far it has come.' })
  readonly state!: string;

  @Field(() => String, { description: 'Who proposed it, by the name they had then.' })
  readonly proposedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly proposedAt!: string;

  @Field(() => String, { nullable: true, description: 'Who approved it, by the name they had then; absent: nobody has.' })
  readonly approvedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was approved and carried out; absent: it is not.' })
  readonly approvedAt!: string | null;
}

/** A decision as a caller writes it. */
@InputType('DoubtDecisionInput', { description: 'What a doubt is to count as.' })
export class DoubtDecisionInput {
  @Field(() => ID, { description: 'The generation: in doubt or unbilled, and older than the policy of its provider account asks for.' })
  readonly generationId!: string;

  @Field(() => DoubtOutcomes, { description: 'What it counts as.' })
  readonly outcome!: 'estimated' | 'void';

  @Field(() => String, { description: 'Why, in 1 to 2,000 characters.' })
  readonly reason!: string;

  @Field(() => [MeterQuantityInput], {
    nullable: true,
    description: 'Of an estimate: what was used, meter by meter; absent: what was expected.',
  })
  readonly usage?: MeterQuantityInput[] | null;
}

/** What deciding leads to. */
export const DoubtDecisionResult = createUnionType({
  name: 'DoubtDecisionResult',
  description: 'The decision as it stands; or a refusal, under which nothing was changed.',
  types: () => [DoubtDecisionType, RefusalType] as const,
});
