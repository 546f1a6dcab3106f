import { Field, ID, Int, ObjectType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';
import { PageInfoType } from '../platform/page.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';

/** A line as GraphQL shows it. */
@ObjectType('StatementLine', { description: 'A line of a statement, as the provider wrote it and as it was read.' })
export class StatementLineType {
  @Field(() => ID, { description: 'To cite it by.' })
  readonly id!: string;

  @Field(() => Int, { description: 'The version that states it.' })
  readonly version!: number;

  @Field(() => Int, { nullable: true, description: 'The version that states its day anew; absent: it is current.' })
  readonly supersededBy!: number | null;

  @Field(() => Int, { description: 'Its line in the file, from 1.' })
  readonly fileLine!: number;

  @Field(() => DateTimeScalar, { description: 'From when on it is about; of a single call the instant of its answer.' })
  readonly bucketStart!: string;

  @Field(() => DateTimeScalar, { description: 'And before when; of a single call the same.' })
  readonly bucketEnd!: string;

  @Field(() => String, { nullable: true, description: 'Absent: it names none.' })
  readonly project!: string | null;

  @Field(() => String, { nullable: true, description: 'The name of a key, not the key; absent: it names none.' })
  readonly apiKey!: string | null;

  @Field(() => String, { description: 'What it is for, in the words of the provider.' })
  readonly lineItem!: string;

  @Field(() => Int, { description: 'Which of the lines that are the same in all else, from 1.' })
  readonly occurrence!: number;

  @Field(() => MoneyType, { description: 'The amount, rounded half-even to 12 places.' })
  readonly amount!: MoneyType;

  @Field(() => String, { description: 'The amount as it was written, in the unit of the file.' })
  readonly amountText!: string;

  @Field(() => String, { description: 'What the rounding took, as exact decimal text.' })
  readonly residue!: string;

  @Field(() => String, { nullable: true, description: 'The quantity as it was written; absent: it states none.' })
  readonly quantityText!: string | null;

  @Field(() => String, { nullable: true, description: 'What is counted, in the words of the provider; absent: it does not say.' })
  readonly quantityUnit!: string | null;

  @Field(() => String, { nullable: true, description: 'The id of the call; absent: it is about more than one.' })
  readonly requestId!: string | null;

  @Field(() => String, { nullable: true, description: 'Absent: it does not say.' })
  readonly size!: string | null;

  @Field(() => String, { nullable: true, description: 'Absent: it does not say.' })
  readonly quality!: string | null;
}

/** One line of a list. */
@ObjectType('StatementLineEdge', { description: 'A line and its cursor.' })
class StatementLineEdgeType {
  @Field(() => String, { description: 'To go on after it.' })
  readonly cursor!: string;

  @Field(() => StatementLineType, { description: 'The line.' })
  readonly node!: StatementLineType;
}

/** A page of lines. */
@ObjectType('StatementLineConnection', { description: 'Lines of a statement, in the order of the file.' })
export class StatementLineConnectionType {
  @Field(() => [StatementLineEdgeType], { description: 'Those of this page.' })
  readonly edges!: readonly StatementLineEdgeType[];

  @Field(() => PageInfoType, { description: 'Where the page stands.' })
  readonly pageInfo!: PageInfoType;
}

/** A rejected line as GraphQL shows it. */
@ObjectType('RejectedLine', { description: 'A line of a file that could not be read.' })
export class RejectedLineType {
  @Field(() => Int, { description: 'Its line, from 1.' })
  readonly line!: number;

  @Field(() => Int, { description: 'Its column: of a CSV that of the table, else that of the text; from 1.' })
  readonly column!: number;

  @Field(() => String, { description: 'The field that is wrong; empty: the line as a whole.' })
  readonly field!: string;

  @Field(() => String, { description: 'What is wrong, as a sentence.' })
  readonly message!: string;
}
