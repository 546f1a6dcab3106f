import { Field, ObjectType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';
import { DecimalScalar } from '../platform/scalars.ts';

/** One line of a charge as GraphQL shows it. */
@ObjectType('ChargeLine', {
  description: 'What one meter costs: amount = quantity × unitPrice ÷ per, rounded half-even to 12 decimals where it does not divide.',
})
export class ChargeLineType {
  @Field(() => String, { description: 'What is counted: text_input, image_output, image and so on.' })
  readonly meter!: string;

  @Field(() => String, { nullable: true, description: 'The name of the tariff component, where it has one.' })
  readonly label!: string | null;

  @Field(() => DecimalScalar, { description: 'Whole units of the meter.' })
  readonly quantity!: string;

  @Field(() => DecimalScalar, { description: 'The price of `per` units, in the currency of the amount.' })
  readonly unitPrice!: string;

  @Field(() => DecimalScalar, { description: 'How many units the unit price buys.' })
  readonly per!: string;

  @Field(() => MoneyType, { description: 'What the line comes to.' })
  readonly amount!: MoneyType;

  @Field(() => Boolean, { description: 'Whether the amount did not divide and was rounded.' })
  readonly rounded!: boolean;
}

/** A line as its columns hold it; PostgreSQL may give a figure more zeros than it needs. */
export interface LineRow {
  readonly meter: string;
  readonly label: string | null;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly per: string;
  readonly amount: string;
  readonly rounded: boolean;
}

/** A stored line → what GraphQL shows. */
export function shownLine(row: LineRow, currency: string): ChargeLineType {
  const { meter, label, rounded } = row;
  return {
    meter,
    label,
    quantity: row.quantity,
    unitPrice: withoutZeros(row.unitPrice),
    per: row.per,
    amount: shownAmount(row.amount, currency),
    rounded,
  };
}

/** A stored amount → what GraphQL shows. */
export function shownAmount(amount: string, currency: string): MoneyType {
  return { amount: withoutZeros(amount), currency };
}

/** "5.00" → "5": decimal text has no trailing zeros. */
function withoutZeros(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}
