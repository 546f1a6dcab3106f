import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { MoneyInputType, MoneyType } from '../platform/money.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar, DecimalScalar } from '../platform/scalars.ts';

const LotKind = { PAID: 'paid', GRANTED: 'granted', VIRTUAL: 'virtual' } as const;
registerEnumType(LotKind, {
  name: 'PrepaidLotKind',
  description: 'How credit at a provider came about.',
  valuesConfig: {
    PAID: { description: 'A top-up, in money.' },
    GRANTED: { description: 'Free credit, at face value: what it pays for is a cost, and is set off.' },
    VIRTUAL: { description: "Credits of the provider's own, bought for money." },
  },
});

const LotState = { PROPOSED: 'proposed', RECORDED: 'recorded', DISCARDED: 'discarded' } as const;
registerEnumType(LotState, {
  name: 'PrepaidLotState',
  description: 'How far a lot has come.',
  valuesConfig: {
    PROPOSED: { description: 'Another than who recorded it is to approve it; nothing is posted.' },
    RECORDED: { description: 'It is posted.' },
    DISCARDED: { description: 'Nothing came of it.' },
  },
});

/** A lot to be recorded. */
@InputType('PrepaidLotInput', { description: 'Credit at a provider to be recorded.' })
export class PrepaidLotInput {
  @Field(() => ID, { description: 'Where it lies: a provider account of this workspace.' })
  readonly providerAccountId!: string;

  @Field(() => LotKind, { description: 'How it came about.' })
  readonly kind!: 'paid' | 'granted' | 'virtual';

  @Field(() => MoneyInputType, { description: 'How much there is: in money, or in credits of the provider by a name such as POINT.' })
  readonly quantity!: MoneyInputType;

  @Field(() => MoneyInputType, { nullable: true, description: 'What virtual credits were bought for; absent for all others.' })
  readonly price?: MoneyInputType | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'The fee on a top-up, in its currency; absent: none.' })
  readonly fee?: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was paid, given or bought.' })
  readonly openedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when on what is left is lost; absent: it does not expire.' })
  readonly expiresAt?: string | null;

  @Field(() => String, { description: 'What proves it, such as the number of a receipt.' })
  readonly reference!: string;
}

/** A lot as GraphQL shows it. */
@ObjectType('PrepaidLot', { description: 'Credit at a provider.' })
export class PrepaidLotType {
  @Field(() => ID, { description: 'To know it by.' })
  readonly id!: string;

  @Field(() => ID, { description: 'Where it lies.' })
  readonly providerAccountId!: string;

  @Field(() => String, { description: 'Who holds it.' })
  readonly provider!: string;

  @Field(() => MoneyBook, { description: 'Whether money was spent.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => LotKind, { description: 'How it came about.' })
  readonly kind!: 'paid' | 'granted' | 'virtual';

  @Field(() => LotState, { description: 'How far it has come.' })
  readonly state!: 'proposed' | 'recorded' | 'discarded';

  @Field(() => MoneyType, { description: 'How much there was at first.' })
  readonly quantity!: MoneyType;

  @Field(() => MoneyType, { description: 'How much is left: of one that is not recorded, nothing.' })
  readonly left!: MoneyType;

  @Field(() => MoneyType, { nullable: true, description: 'What virtual credits were bought for.' })
  readonly price!: MoneyType | null;

  @Field(() => MoneyType, { description: 'The fee on a top-up.' })
  readonly fee!: MoneyType;

  @Field(() => DateTimeScalar, { description: 'When it was paid, given or bought.' })
  readonly openedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when on what is left is lost; absent: it does not expire.' })
  readonly expiresAt!: string | null;

  @Field(() => Boolean, { description: 'Whether what was left of it has been lost.' })
  readonly hasExpired!: boolean;

  @Field(() => String, { description: 'What proves it.' })
  readonly reference!: string;

  @Field(() => String, { description: 'Who recorded it, by the name of that day.' })
  readonly author!: string;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  readonly createdAt!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Who approved or discarded it, by the name of that day; absent: nobody had to, or has yet.',
  })
  readonly decidedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When they did.' })
  readonly decidedAt!: string | null;

  readonly authorIdentity!: string;
}

/** What settling leads to. */
@ObjectType('PrepaidLots', { description: 'The lots of a provider account.' })
export class PrepaidLotsType {
  @Field(() => [PrepaidLotType], { description: 'As they stand now, the one that expires first before the others.' })
  readonly lots!: PrepaidLotType[];
}

/** What working on a lot leads to. */
export const PrepaidLotResult = createUnionType({
  name: 'PrepaidLotResult',
  description: 'The lot as it stands now; or a refusal, under which nothing was changed.',
  types: () => [PrepaidLotType, RefusalType] as const,
});

/** What settling lots leads to. */
export const PrepaidLotsResult = createUnionType({
  name: 'PrepaidLotsResult',
  description: 'The lots as they stand now; or a refusal, under which nothing was changed.',
  types: () => [PrepaidLotsType, RefusalType] as const,
});
