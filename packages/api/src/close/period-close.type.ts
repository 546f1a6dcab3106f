import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { MoneyType } from '../platform/money.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar, DecimalScalar } from '../platform/scalars.ts';

/** A file of a pack as GraphQL shows it. */
@ObjectType('AuditPackFile', { description: 'A file of an audit pack.' })
export class AuditPackFileType {
  @Field(() => String, { description: 'Its name in the pack.' })
  readonly name!: string;

  @Field(() => String, { description: 'SHA-256 of its bytes.' })
  readonly sha256!: string;

  @Field(() => DecimalScalar, { description: 'How many bytes.' })
  readonly bytes!: string;

  @Field(() => String, { description: 'Where it is fetched.' })
  readonly path!: string;
}

/** A line of a batch as GraphQL shows it. */
@ObjectType('JournalBatchLine', { description: 'What moved on an account in a month, for the general ledger.' })
export class JournalBatchLineType {
  @Field(() => Int, { description: 'Its number in the chart.' })
  readonly code!: number;

  @Field(() => String, { description: 'Its name in the chart.' })
  readonly account!: string;

  @Field(() => MoneyType, { description: 'What was debited.' })
  readonly debit!: MoneyType;

  @Field(() => MoneyType, { description: 'What was credited; negative.' })
  readonly credit!: MoneyType;
}

/** A batch as GraphQL shows it. */
@ObjectType('JournalBatch', { description: 'What the general ledger takes over of a close: sent once.' })
export class JournalBatchType {
  @Field(() => Int, { description: 'Its number, that of the close.' })
  readonly number!: number;

  @Field(() => [JournalBatchLineType], { description: 'By account and currency.' })
  readonly lines!: readonly JournalBatchLineType[];

  @Field(() => String, { nullable: true, description: 'Where it is fetched as CSV; absent: the month was closed before packs had one.' })
  readonly path!: string | null;

  @Field(() => String, { nullable: true, description: 'Who sent it; absent: nobody has.' })
  readonly sentBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When; absent: it was not.' })
  readonly sentAt!: string | null;
}

/** A close as GraphQL shows it. */
@ObjectType('PeriodClose', { description: 'A month that is closed for ever.' })
export class PeriodCloseType {
  @Field(() => MoneyBook, { description: 'Whose money.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => String, { description: 'The month, UTC: "2026-10".' })
  readonly month!: string;

  @Field(() => Int, { description: 'From 1, without a gap.' })
  readonly number!: number;

  @Field(() => String, { description: 'Who prepared it.' })
  readonly preparedBy!: string;

  @Field(() => String, { description: 'Who reviewed it, and closed it.' })
  readonly reviewedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly closedAt!: string;

  @Field(() => Int, { description: 'How many transactions of the ledger are in it.' })
  readonly transactions!: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The number of the first of them in the journal of the book; absent: there is none.',
  })
  readonly firstJournalNumber!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'That of the last.' })
  readonly lastJournalNumber!: string | null;

  @Field(() => String, { description: 'SHA-256 of journal.csv of its pack.' })
  readonly entriesHash!: string;

  @Field(() => String, { description: 'The hash of the close before; 64 zeros for the first.' })
  readonly previousHash!: string;

  @Field(() => String, { description: 'SHA-256 of the previous hash and that of the entries, each with a line feed after it.' })
  readonly hash!: string;

  @Field(() => [AuditPackFileType], { description: 'Its audit pack, from which every total can be computed anew.' })
  readonly pack!: readonly AuditPackFileType[];

  @Field(() => JournalBatchType, { description: 'What the general ledger takes over.' })
  readonly batch!: JournalBatchType;
}

/** Either the close, or why not. */
export const PeriodCloseResult = createUnionType({
  name: 'PeriodCloseResult',
  description: 'The close; or a refusal, under which nothing was changed.',
  types: () => [PeriodCloseType, RefusalType] as const,
});
