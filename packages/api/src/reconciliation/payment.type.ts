import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { MoneyInputType, MoneyType } from '../platform/money.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar, DecimalScalar } from '../platform/scalars.ts';

/** What both inputs say of money. */
@InputType()
export abstract class MoneyMovedInput {
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

/** What of a statement was invoiced in another currency, as it is recorded. */
@InputType('CurrencyInvoiceInput', { description: 'What of an accepted statement its provider invoiced in another currency.' })
export class CurrencyInvoiceInput extends MoneyMovedInput {
  @Field(() => ID, { description: 'The reconciliation whose statement was accepted.' })
  readonly reconciliationId!: string;

  @Field(() => MoneyInputType, { description: 'What is payable instead, as the invoice states it.' })
  readonly invoiced!: MoneyInputType;

  @Field(() => DecimalScalar, {
    description: 'Units of the invoice for one of the usage, as stated. It is kept, and nothing is computed by it.',
  })
  readonly rate!: string;

  @Field(() => String, { description: 'Where the rate is stated: 1 to 500 characters.' })
  readonly rateSource!: string;
}

/** The same as GraphQL shows it. */
@ObjectType('CurrencyInvoice', { description: 'What of an accepted statement its provider invoiced in another currency.' })
export class CurrencyInvoiceType {
  @Field(() => ID, { description: 'To name it by.' })
  readonly id!: string;

  @Field(() => MoneyType, { description: 'What was invoiced of the payable, in the currency of the usage.' })
  readonly amount!: MoneyType;

  @Field(() => MoneyType, { description: 'What is payable instead.' })
  readonly invoiced!: MoneyType;

  @Field(() => DecimalScalar, { description: 'Units of the invoice for one of the usage, as stated.' })
  readonly rate!: string;

  @Field(() => String, { description: 'Where the rate is stated.' })
  readonly rateSource!: string;

  @Field(() => String, { description: 'What proves it.' })
  readonly reference!: string;

  @Field(() => String, { description: 'Who recorded it.' })
  readonly recordedBy!: string;

  @Field(() => ID, { description: 'Its transaction of the ledger.' })
  readonly transactionId!: string;
}

/** Either the reconciliation with what was recorded, or why not. */
export const CurrencyInvoiceResult = createUnionType({
  name: 'CurrencyInvoiceResult',
  description: 'What was recorded of the statement; or a refusal, under which nothing was posted.',
  types: () => [CurrencyInvoiceType, RefusalType] as const,
});
