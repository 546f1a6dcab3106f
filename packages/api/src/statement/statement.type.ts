import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { PageInfoType } from '../platform/page.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateScalar, DateTimeScalar } from '../platform/scalars.ts';
import { StatementKinds, StatementOrigins, StatementSeriesEnum, StatementStates } from './statement-enums.type.ts';

/** A pull that was done. */
@ObjectType('LastPull', { description: 'The last time a provider was asked for what it states.' })
export class LastPullType {
  @Field(() => DateTimeScalar, { description: 'When it was asked.' })
  readonly startedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was over; absent: it is under way.' })
  readonly endedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why nothing came, or not all; absent: all was answered.' })
  readonly failure!: string | null;
}

/** A provider account as GraphQL shows it. */
@ObjectType('ProviderAccount', { description: 'Organisation, project and key at a provider: what a statement is about.' })
export class ProviderAccountType {
  @Field(() => ID, { description: 'To name it by.' })
  readonly id!: string;

  @Field(() => String, { description: 'Who bills.' })
  readonly provider!: string;

  @Field(() => MoneyBook, { description: 'Whether money is spent, or a sandbox plays the provider.' })
  readonly book!: string;

  @Field(() => String, { nullable: true, description: 'Absent: the one of the key in the settings.' })
  readonly organisation!: string | null;

  @Field(() => String, { nullable: true, description: 'Absent: the one of the key in the settings.' })
  readonly project!: string | null;

  @Field(() => String, { nullable: true, description: 'Which key, by a name that is not the key. Absent: the one of the settings.' })
  readonly keyReference!: string | null;

  @Field(() => Boolean, { description: 'Whether another workspace owns it, and its statements with it.' })
  readonly lent!: boolean;

  @Field(() => Int, { description: 'Hours after a day for which the provider may still change what it states of it.' })
  readonly lagHours!: number;

  @Field(() => LastPullType, { nullable: true, description: 'The last time it was pulled from; absent: it never was.' })
  readonly lastPull!: LastPullType | null;
}

/** A file of a provider as GraphQL shows it. */
@ObjectType('Statement', { description: 'A file of a provider, as it was received, and what became of it: taken whole or not at all.' })
export class StatementType {
  @Field(() => ID, { description: 'To ask for it by.' })
  readonly id!: string;

  @Field(() => ID, { description: 'Whose statement it is.' })
  readonly providerAccountId!: string;

  @Field(() => StatementKinds, { description: 'What the file is.' })
  readonly kind!: string;

  @Field(() => StatementSeriesEnum, { description: 'What it is about.' })
  readonly series!: string;

  @Field(() => StatementOrigins, { description: 'How it came in.' })
  readonly origin!: string;

  @Field(() => StatementStates, { description: 'What became of it.' })
  readonly state!: string;

  @Field(() => String, { description: 'What it is called.' })
  readonly fileName!: string;

  @Field(() => String, { description: 'SHA-256 of its bytes as received, lower-case hexadecimal.' })
  readonly fileSha256!: string;

  @Field(() => Int, { description: 'How many bytes it has.' })
  readonly fileBytes!: number;

  @Field(() => Int, { description: 'How many of them are read so far.' })
  readonly bytesRead!: number;

  @Field(() => Int, { description: 'How many lines were understood so far.' })
  readonly lines!: number;

  @Field(() => Int, {
    description:
      'How many of them were put beside those of other versions so far, once all are read; lines of days that are stated as before are not.',
  })
  readonly linesPlaced!: number;

  @Field(() => Int, { description: 'How many lines were not. With one of them nothing of the file is taken.' })
  readonly rejected!: number;

  @Field(() => Int, { description: 'How many lines are about another provider.' })
  readonly leftOut!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when on it states; absent: it is not read yet, or is no version.' })
  readonly from!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'And before when.' })
  readonly until!: Date | null;

  @Field(() => Int, { nullable: true, description: 'Its number in the series of its account, from 1; absent: it is no version.' })
  readonly version!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The first version that took any of its days; absent: all of it is current, or none ever was.',
  })
  readonly supersededBy!: number | null;

  @Field(() => String, { nullable: true, description: 'Why nothing of it is taken, with line and column; absent: it is not refused.' })
  readonly refusal!: string | null;

  @Field(() => String, { description: 'Who brought it.' })
  readonly receivedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it came in.' })
  readonly receivedAt!: Date;

  @Field(() => DateScalar, { description: 'Until when the file is kept as received.' })
  readonly keptUntil!: string;

  @Field(() => Boolean, { description: 'Whether it is kept longer, until the hold is lifted.' })
  readonly legalHold!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the file was removed, its time being over; absent: it is kept.' })
  readonly removedAt!: Date | null;
}

/** A hold as GraphQL shows it. */
@ObjectType('StatementHold', { description: 'A legal hold on a file that was set, or lifted.' })
export class StatementHoldType {
  @Field(() => Boolean, { description: 'Whether the file was held from then on.' })
  readonly held!: boolean;

  @Field(() => String, { description: 'Why.' })
  readonly reason!: string;

  @Field(() => String, { description: 'Who did.' })
  readonly author!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly setAt!: Date;
}

/** Either the statement, or why it is as it was. */
export const StatementResult = createUnionType({
  name: 'StatementResult',
  description: 'The statement as it is now; or a refusal, under which nothing was changed.',
  types: () => [StatementType, RefusalType] as const,
});

/** One statement of a list. */
@ObjectType('StatementEdge', { description: 'A statement and its cursor.' })
class StatementEdgeType {
  @Field(() => String, { description: 'To go on after it.' })
  readonly cursor!: string;

  @Field(() => StatementType, { description: 'The statement.' })
  readonly node!: StatementType;
}

/** A page of statements. */
@ObjectType('StatementConnection', { description: 'Statements, the latest first.' })
export class StatementConnectionType {
  @Field(() => [StatementEdgeType], { description: 'Those of this page.' })
  readonly edges!: readonly StatementEdgeType[];

  @Field(() => PageInfoType, { description: 'Where the page stands.' })
  readonly pageInfo!: PageInfoType;
}
