import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { MoneyMovedInput, ProviderPaymentType } from '../reconciliation/payment.type.ts';

/** Who gives back, in GraphQL's spelling. */
const RefundKinds = { PROVIDER: 'provider', SALE: 'sale' } as const;
registerEnumType(RefundKinds, {
  name: 'RefundKind',
  description: 'Of which side of a generation something is given back.',
  valuesConfig: {
    PROVIDER: { description: 'By the provider, of what it took.' },
    SALE: { description: 'To the workspace, of what it was charged: as credit.' },
  },
});

/** How far a refund has come, in GraphQL's spelling. */
const RefundStates = { PROPOSED: 'proposed', RECORDED: 'recorded', DISCARDED: 'discarded' } as const;
registerEnumType(RefundStates, {
  name: 'RefundState',
  description: 'How far a refund has come.',
  valuesConfig: {
    PROPOSED: { description: 'It waits for another to approve it; nothing is posted.' },
    RECORDED: { description: 'It is posted.' },
    DISCARDED: { description: 'Somebody decided against it.' },
  },
});

/** A refund as it is recorded. */
@InputType('RefundInput', { description: 'What was given back of a generation.' })
export class RefundInput extends MoneyMovedInput {
  @Field(() => ID, { description: 'The generation.' })
  readonly generationId!: string;
}

/** A refund as GraphQL shows it. */
@ObjectType('Refund', { description: 'What was given back of a generation, and how far that has come.' })
export class RefundType {
  @Field(() => ID, { description: 'To name it by.' })
  readonly id!: string;

  @Field(() => RefundKinds, { description: 'Of which side.' })
  readonly kind!: string;

  @Field(() => ID, { description: 'The generation.' })
  readonly generationId!: string;

  @Field(() => MoneyType, { description: 'How much.' })
  readonly amount!: MoneyType;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly happenedAt!: string;

  @Field(() => String, { description: 'What proves it, or why.' })
  readonly reference!: string;

  @Field(() => RefundStates, { description: 'How far it has come.' })
  readonly state!: string;

  @Field(() => String, { description: 'Who recorded it, by the name they had then.' })
  readonly author!: string;

  @Field(() => String, { nullable: true, description: 'Who approved or discarded it; absent: nobody had to, or has yet.' })
  readonly decidedBy!: string | null;

  @Field(() => ID, { nullable: true, description: 'Its transaction of the ledger; absent: it is not posted.' })
  readonly transactionId!: string | null;
}

/** Either the refund, or why not. */
export const RefundResult = createUnionType({
  name: 'RefundResult',
  description: 'The refund as it stands; or a refusal, under which nothing was posted.',
  types: () => [RefundType, RefusalType] as const,
});

/** What recording a refund of a provider leads to. */
export const ProviderRefundResult = createUnionType({
  name: 'ProviderRefundResult',
  description: 'What was recorded; the refund, where it waits for another to approve it; or a refusal, under which nothing was posted.',
  types: () => [ProviderPaymentType, RefundType, RefusalType] as const,
});
