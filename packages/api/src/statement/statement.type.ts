import { Field, ID, Int, ObjectType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { PageInfoType } from '../platform/page.type.ts';
import { DateScalar, DateTimeScalar } from '../platform/scalars.ts';
import { StatementKinds, StatementOrigins, StatementSeriesEnum, StatementStates } from './statement-enums.type.ts';

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
}

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
