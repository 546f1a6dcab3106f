import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { MoneyType } from '../platform/money.type.ts';
import { PageInfoType } from '../platform/page.type.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../platform/scalars.ts';

/** Which entries of the ledger to read. */
@InputType('LedgerFilter', { description: 'Which entries of the ledger to read; an absent field filters nothing.' })
export class LedgerFilter {
  @Field(() => MoneyBook, { nullable: true, description: 'Only entries of this book.' })
  readonly book?: 'real' | 'simulated' | null;

  @Field(() => String, { nullable: true, description: 'Only entries about this provider.' })
  readonly provider?: string | null;

  @Field(() => String, { nullable: true, description: 'Only entries of this account: "provider_accrued".' })
  readonly account?: string | null;

  @Field(() => String, { nullable: true, description: 'Only entries in this currency: "USD".' })
  readonly currency?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Only entries dated on this accounting day or later.' })
  readonly from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Only entries dated before this accounting day.' })
  readonly until?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only entries that this generation caused.' })
  readonly generation?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only what was recorded at or before this instant; absent: all.' })
  readonly recordedBy?: string | null;
}

/** One side of a ledger transaction as GraphQL shows it. */
@ObjectType('LedgerEntry', { description: 'One side of a ledger transaction. Nothing here is ever edited or deleted.' })
export class LedgerEntryType {
  @Field(() => ID, { description: 'The transaction it is part of; its entries sum to zero.' })
  readonly transaction!: string;

  @Field(() => Int, { description: 'Its place in the transaction, from 0.' })
  readonly position!: number;

  @Field(() => MoneyBook, { description: 'Whether money was spent.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => String, { description: 'Who bills.' })
  readonly provider!: string;

  @Field(() => String, { description: 'What happened, such as "settled".' })
  readonly event!: string;

  @Field(() => String, { description: 'The account, by its name in the chart: "generation_cost".' })
  readonly account!: string;

  @Field(() => MoneyType, { description: 'Debit positive, credit negative.' })
  readonly amount!: MoneyType;

  @Field(() => String, { nullable: true, description: 'What was counted, on a usage line.' })
  readonly meter!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Whole units of the meter, with the sign of the amount.' })
  readonly quantity!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'The price of `per` units.' })
  readonly unitPrice!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'How many units the unit price buys.' })
  readonly per!: string | null;

  @Field(() => ID, { nullable: true, description: 'The price entry it cites, from which it rates again to the same digits.' })
  readonly priceEntry!: string | null;

  @Field(() => ID, { nullable: true, description: 'The generation that caused it.' })
  readonly generation!: string | null;

  @Field(() => ID, { nullable: true, description: 'The attempt that caused it: the id that travelled to the provider.' })
  readonly attempt!: string | null;

  @Field(() => DateTimeScalar, { description: 'When the provider worked.' })
  readonly serviceAt!: string;

  @Field(() => DateScalar, { description: 'The UTC day that decides the period: that of the work, or the first one that was open.' })
  readonly accountingDate!: string;

  @Field(() => String, {
    description: 'The month in which the provider worked, UTC: another than that of accountingDate where it was closed.',
  })
  readonly servicePeriod!: string;

  @Field(() => String, { nullable: true, description: 'Why it is dated in a month that was soft-closed; absent: the month was open.' })
  readonly reason!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'On a provider account that is lent: the workspace that used it. Absent: this one.',
  })
  readonly forWorkspace!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was written down.' })
  readonly recordedAt!: string;
}

/** One entry of a list. */
@ObjectType('LedgerEntryEdge', { description: 'A ledger entry in a list.' })
export class LedgerEntryEdge {
  @Field(() => String, { description: 'What to ask for as `after` to go on behind this entry.' })
  readonly cursor!: string;

  @Field(() => LedgerEntryType, { description: 'The entry.' })
  readonly node!: LedgerEntryType;
}

/** A page of ledger entries. */
@ObjectType('LedgerEntryConnection', { description: 'A page of ledger entries, in the order they were written.' })
export class LedgerEntryConnection {
  @Field(() => [LedgerEntryEdge], { description: 'The entries of this page.' })
  readonly edges!: LedgerEntryEdge[];

  @Field(() => PageInfoType, { description: 'Where this page stands.' })
  readonly pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'How many entries all pages have.' })
  readonly totalCount!: number;
}
