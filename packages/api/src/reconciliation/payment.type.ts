import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar, DecimalScalar } from '../platform/scalars.ts';

/** What both inputs say of money. */
@InputType()
abstract class MoneyMovedInput {
  @Field(() => DecimalScalar, { description: 'How much, more than nothing.' })
  readonly amount!: string;

  @Field(() => String, { description: 'Upper-case ISO 4217 code.' })
  readonly currency!: string;

  @Field(() => DateTimeScalar, { description: 'When: an instant that has passed.' })
  readonly happenedAt!: string;

  @Field(() => String, { description: 'What proves it, such as the number of a transfer: 1 to 500 characters.' })
  readonly reference!: string;
}

/** A payment as it is recorded. */
@InputType('PaymentInput', { description: 'What was paid for an accepted statement.' })
export class PaymentInput extends MoneyMovedInput {
  @Field(() => ID, { description: 'The reconciliation whose statement was accepted.' })
  readonly reconciliationId!: string;
}

/** A refund as it is recorded. */
@InputType('RefundInput', { description: 'What a provider gave back of a charge.' })
export class RefundInput extends MoneyMovedInput {
  @Field(() => ID, { description: 'The generation.' })
  readonly generationId!: string;
}

/** A payment or a refund as GraphQL shows it. */
@ObjectType('ProviderPayment', { description: 'What was paid for an accepted statement, or refunded of a charge.' })
export class ProviderPaymentType {
  @Field(() => ID, { description: 'To name it by.' })
  readonly id!: string;

  @Field(() => MoneyType, { description: 'How much.' })
  readonly amount!: MoneyType;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly happenedAt!: Date;

  @Field(() => String, { description: 'What proves it.' })
  readonly reference!: string;

  @Field(() => String, { description: 'Who recorded it.' })
  readonly recordedBy!: string;

  @Field(() => ID, { description: 'Its transaction of the ledger.' })
  readonly transactionId!: string;
}

/** What is payable as GraphQL shows it. */
@ObjectType('StatementPayable', { description: 'What the accepted statements of a period come to in one currency.' })
export class StatementPayableType {
  @Field(() => MoneyType, { description: 'What was paid of it.' })
  readonly paid!: MoneyType;

  @Field(() => MoneyType, { description: 'What is left to be paid.' })
  readonly left!: MoneyType;
}

/** Either what was recorded, or why not. */
export const ProviderPaymentResult = createUnionType({
  name: 'ProviderPaymentResult',
  description: 'What was recorded; or a refusal, under which nothing was posted.',
  types: () => [ProviderPaymentType, RefusalType] as const,
});
