import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { columnMeanings, columnRoles, type ColumnRole } from './column-mapping.ts';
import type { DateForm } from './csv-bucket.ts';
import type { AmountUnit } from './stated-amount.ts';

/** Roles in GraphQL's spelling: `LINE_ITEM` stands for `lineItem`. */
const ColumnRoles: Readonly<Record<string, ColumnRole>> = Object.fromEntries(columnRoles.map((role) => [screamingRole(role), role]));
registerEnumType(ColumnRoles, {
  name: 'StatementColumnRole',
  description: 'What a column of a CSV can hold.',
  valuesConfig: Object.fromEntries(columnRoles.map((role) => [screamingRole(role), { description: columnMeanings[role] }])),
});

function screamingRole(role: ColumnRole): string {
  return role.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

const AmountUnits = { CURRENCY: 'currency', CENTS: 'cents' } as const;
registerEnumType(AmountUnits, {
  name: 'AmountUnit',
  description: 'What amounts are counted in.',
  valuesConfig: { CURRENCY: { description: 'Whole units of the currency.' }, CENTS: { description: 'Hundredths of it.' } },
});

const DecimalSigns = { POINT: '.', COMMA: ',' } as const;
registerEnumType(DecimalSigns, {
  name: 'DecimalSign',
  description: 'What stands between whole units and their fractions.',
  valuesConfig: { POINT: { description: 'A point, as in 1.50.' }, COMMA: { description: 'A comma, as in 1,50.' } },
});

const ThousandsSigns = { POINT: '.', COMMA: ',', SPACE: ' ', APOSTROPHE: "'" } as const;
registerEnumType(ThousandsSigns, {
  name: 'ThousandsSign',
  description: 'What groups thousands.',
  valuesConfig: {
    POINT: { description: 'A point, as in 1.000.' },
    COMMA: { description: 'A comma, as in 1,000.' },
    SPACE: { description: 'A blank of any kind, as in 1 000.' },
    APOSTROPHE: { description: "An apostrophe, as in 1'000." },
  },
});

const DateForms = { ISO: 'iso', DAY_FIRST: 'day-first', MONTH_FIRST: 'month-first', YEAR_FIRST: 'year-first' } as const;
registerEnumType(DateForms, {
  name: 'DateForm',
  description: 'How dates are written. Times without a zone are in UTC, but for ISO, where they are refused.',
  valuesConfig: {
    ISO: { description: '2026-11-20, RFC 3339, or seconds or milliseconds since 1970.' },
    DAY_FIRST: { description: '20.11.2026 or 20/11/2026, with a time or without.' },
    MONTH_FIRST: { description: '11/20/2026, with a time or without.' },
    YEAR_FIRST: { description: '2026/11/20 or 20261120, with a time or without.' },
  },
});

const Delimiters = { COMMA: ',', SEMICOLON: ';', TAB: '\t', BAR: '|' } as const;
registerEnumType(Delimiters, {
  name: 'CsvDelimiter',
  description: 'What parts the cells of a CSV.',
  valuesConfig: {
    COMMA: { description: 'A comma.' },
    SEMICOLON: { description: 'A semicolon.' },
    TAB: { description: 'A tab.' },
    BAR: { description: 'A vertical bar.' },
  },
});

/** A column and what it holds. */
@ObjectType('StatementColumn', { description: 'A column of a CSV and what it holds.' })
export class StatementColumnType {
  @Field(() => ColumnRoles, { description: 'What it holds.' })
  readonly role!: ColumnRole;

  @Field(() => String, { description: 'Its name in the first line of the file.' })
  readonly name!: string;
}

/** A column as it is named by a caller. */
@InputType('StatementColumnInput', { description: 'A column of a CSV and what it holds.' })
export class StatementColumnInput {
  @Field(() => ColumnRoles, { description: 'What it holds.' })
  readonly role!: ColumnRole;

  @Field(() => String, { description: 'Its name in the first line of the file.' })
  readonly name!: string;
}

/** A saved mapping as GraphQL shows it. */
@ObjectType('StatementMapping', { description: 'How a CSV is read, under a name. A file keeps the mapping it was read by.' })
export class StatementMappingType {
  @Field(() => ID, { description: 'To bring a file by: POST /statements?kind=csv&mapping=<id>.' })
  readonly id!: string;

  @Field(() => String, { description: 'As people say it.' })
  readonly name!: string;

  @Field(() => [StatementColumnType], { description: 'Which column holds what.' })
  readonly columns!: readonly StatementColumnType[];

  @Field(() => AmountUnits, { description: 'What amounts are counted in.' })
  readonly unit!: AmountUnit;

  @Field(() => DecimalSigns, { description: 'What stands between whole units and their fractions.' })
  readonly decimal!: string;

  @Field(() => String, { nullable: true, description: 'The currency of every line; absent: a column says it.' })
  readonly currency!: string | null;

  @Field(() => ThousandsSigns, { nullable: true, description: 'What groups thousands; absent: nothing does.' })
  readonly thousands!: string | null;

  @Field(() => DateForms, { description: 'How dates are written.' })
  readonly dates!: string;

  @Field(() => Delimiters, { nullable: true, description: 'What parts the cells; absent: whatever parts the names of the columns.' })
  readonly delimiter!: string | null;

  @Field(() => Int, { description: 'The line of the file that has the names of the columns; those before it are passed over.' })
  readonly headLine!: number;

  @Field(() => String, { description: 'Who saved it last.' })
  readonly savedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly savedAt!: Date;
}

/** What is saved. */
@InputType('StatementMappingInput', { description: 'How a CSV is to be read. One of the same name is replaced.' })
export class StatementMappingInput {
  @Field(() => String, { description: 'As people say it: 1 to 100 characters.' })
  readonly name!: string;

  @Field(() => [StatementColumnInput], {
    description:
      'Which column holds what: START and AMOUNT at least. Without END, a day is a bucket of its own, and an instant stands for a single call.',
  })
  readonly columns!: StatementColumnInput[];

  @Field(() => AmountUnits, { description: 'What amounts are counted in.' })
  readonly unit!: AmountUnit;

  @Field(() => DecimalSigns, { defaultValue: '.', description: 'What stands between whole units and their fractions.' })
  readonly decimal!: '.' | ',';

  @Field(() => String, { nullable: true, description: 'The currency of every line, in capital letters; absent: a column says it.' })
  readonly currency?: string | null;

  @Field(() => ThousandsSigns, { nullable: true, description: 'What groups thousands; absent: nothing does.' })
  readonly thousands?: '.' | ',' | ' ' | "'" | null;

  @Field(() => DateForms, { defaultValue: 'iso', description: 'How dates are written.' })
  readonly dates!: DateForm;

  @Field(() => Delimiters, { nullable: true, description: 'What parts the cells; absent: whatever parts the names of the columns.' })
  readonly delimiter?: string | null;

  @Field(() => Int, { defaultValue: 1, description: 'The line of the file that has the names of the columns.' })
  readonly headLine!: number;
}

/** Either the mapping, or why not. */
export const StatementMappingResult = createUnionType({
  name: 'StatementMappingResult',
  description: 'The mapping as it is saved; or a refusal, under which none was.',
  types: () => [StatementMappingType, RefusalType] as const,
});
