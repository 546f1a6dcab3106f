import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { PriceEntryType } from '../price-book/price-entry.type.ts';
import { ChargeLineType } from '../quote/charge-line.type.ts';

/** States of a charge in GraphQL's spelling. */
export const ChargeStates = {
  HELD: 'held',
  SETTLED: 'settled',
  ESTIMATED: 'estimated',
  UNBILLED: 'unbilled',
  IN_DOUBT: 'in_doubt',
  VOID: 'void',
} as const;
registerEnumType(ChargeStates, {
  name: 'ChargeState',
  description: 'How far a charge has come.',
  valuesConfig: {
    HELD: { description: 'The generation runs; nothing is known yet.' },
    SETTLED: { description: 'Rated from the reading; final.' },
    ESTIMATED: { description: 'The reading is missing and the expected usage stands in its place; final until known better.' },
    UNBILLED: {
      description: 'The reply cannot be rated: its usage is missing or contradictory, or a meter has no price. Unknown, which is not zero.',
    },
    IN_DOUBT: { description: 'Nobody can say whether the provider billed it. Not final.' },
    VOID: { description: 'Surely not billed; final, with a total of 0.' },
  },
});

const CorrectionReasons = {
  LATE_RESULT: 'late-result',
  ESTIMATE_KNOWN: 'estimate-known',
  STATEMENT: 'statement',
  PRICE_AMENDED: 'price-amended',
} as const;
registerEnumType(CorrectionReasons, {
  name: 'CorrectionReason',
  description: 'What a later truth about a charge rests on.',
  valuesConfig: {
    LATE_RESULT: { description: 'The answer of the provider, which came after the charge was final.' },
    ESTIMATE_KNOWN: { description: 'A reading, where an estimate had stood in for it.' },
    STATEMENT: { description: 'A line of a statement of the provider.' },
    PRICE_AMENDED: { description: 'A price that was corrected, by a re-rating that was approved.' },
  },
});

/** A later truth about a charge as GraphQL shows it. */
@ObjectType('ChargeCorrection', { description: 'What was learnt of a charge after its first final outcome, which stays as it was.' })
export class ChargeCorrectionType {
  @Field(() => Int, { description: 'From 1.' })
  readonly number!: number;

  @Field(() => ChargeStates, { description: 'What the charge is since.' })
  readonly state!: string;

  @Field(() => CorrectionReasons, { description: 'What it rests on.' })
  readonly reason!: string;

  @Field(() => MoneyType, { description: 'The total since.' })
  readonly total!: MoneyType;

  @Field(() => MoneyType, { description: 'That total minus the one before.' })
  readonly difference!: MoneyType;

  @Field(() => DateTimeScalar, { description: 'When it was written down.' })
  readonly recordedAt!: Date;
}

/** One side of what a generation cost, as GraphQL shows it. */
@ObjectType('Charge', { description: 'Lines and their total, rated by one price entry.' })
export class ChargeType {
  @Field(() => ChargeStates, { description: 'How far it has come, as known now.' })
  readonly state!: string;

  @Field(() => MoneyType, { nullable: true, description: 'The sum of its lines; absent: not known yet, which is not zero.' })
  readonly total!: MoneyType | null;

  @Field(() => [ChargeLineType], { description: 'What each meter costs.' })
  readonly lines!: ChargeLineType[];

  @Field(() => PriceEntryType, { nullable: true, description: 'The entry it is rated by; absent: none applies, or none is decided yet.' })
  readonly priceEntry!: PriceEntryType | null;

  @Field(() => [ChargeCorrectionType], { description: 'What was learnt after its first final outcome, in order; empty: nothing.' })
  readonly corrections!: ChargeCorrectionType[];
}
