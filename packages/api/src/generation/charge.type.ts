import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';
import { PriceEntryType } from '../price-book/price-entry.type.ts';
import { ChargeLineType } from '../quote/charge-line.type.ts';

const ChargeStates = {
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

/** One side of what a generation cost, as GraphQL shows it. */
@ObjectType('Charge', { description: 'Lines and their total, rated by one price entry.' })
export class ChargeType {
  @Field(() => ChargeStates, { description: 'How far it has come.' })
  readonly state!: string;

  @Field(() => MoneyType, { nullable: true, description: 'The sum of its lines; absent: not known yet, which is not zero.' })
  readonly total!: MoneyType | null;

  @Field(() => [ChargeLineType], { description: 'What each meter costs.' })
  readonly lines!: ChargeLineType[];

  @Field(() => PriceEntryType, { nullable: true, description: 'The entry it is rated by; absent: none applies, or none is decided yet.' })
  readonly priceEntry!: PriceEntryType | null;
}
