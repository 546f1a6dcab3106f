import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../platform/scalars.ts';

/** What a rounding is of, in GraphQL's spelling. */
const RoundingLevels = { LINE: 'line', PERIOD: 'period' } as const;
registerEnumType(RoundingLevels, {
  name: 'RoundingLevel',
  description: 'What a provider rounds.',
  valuesConfig: { LINE: { description: 'Each line.' }, PERIOD: { description: 'The sum of a period.' } },
});

/** Which way is rounded, in GraphQL's spelling. */
const RoundingModes = { HALF_EVEN: 'half-even', HALF_UP: 'half-up', UP: 'up', DOWN: 'down' } as const;
registerEnumType(RoundingModes, {
  name: 'RoundingMode',
  description: 'Which way a provider rounds.',
  valuesConfig: {
    HALF_EVEN: { description: 'To the nearest, halves to the even one.' },
    HALF_UP: { description: 'To the nearest, halves up.' },
    UP: { description: 'Always up.' },
    DOWN: { description: 'Always down.' },
  },
});

/** Which instant of a call counts, in GraphQL's spelling. */
const DaysBy = { START: 'start', END: 'end' } as const;
registerEnumType(DaysBy, {
  name: 'DayBy',
  description: 'Which instant of a call decides its day at the provider.',
  valuesConfig: { START: { description: 'When the call began.' }, END: { description: 'When it ended.' } },
});

/** States of a policy in GraphQL's spelling. */
const PolicyStates = { PROPOSED: 'proposed', APPROVED: 'approved', DISCARDED: 'discarded', USUAL: 'usual' } as const;
registerEnumType(PolicyStates, {
  name: 'ProviderPolicyState',
  description: 'How far a policy has come.',
  valuesConfig: {
    PROPOSED: { description: 'It counts for nothing yet.' },
    APPROVED: { description: 'It counts from its first day on, until a later one does.' },
    DISCARDED: { description: 'Somebody decided against it.' },
    USUAL: { description: 'Nobody has proposed it: it holds where none was approved.' },
  },
});

/** How a provider rounds. */
@ObjectType('DeclaredRounding', { description: 'Rounding as a provider declares it.' })
@InputType('DeclaredRoundingInput', { description: 'Rounding as a provider declares it.' })
class DeclaredRoundingType {
  @Field(() => DecimalScalar, { description: 'To whole units of this amount: 0.01 is cents.' })
  readonly unit!: string;

  @Field(() => RoundingLevels, { description: 'What is rounded.' })
  readonly level!: 'line' | 'period';

  @Field(() => RoundingModes, { description: 'Which way.' })
  readonly mode!: 'half-even' | 'half-up' | 'up' | 'down';
}

/** What a policy says. */
@ObjectType()
@InputType()
abstract class PolicyFields {
  @Field(() => ID, { description: 'The provider account, of this workspace.' })
  readonly providerAccountId!: string;

  @Field(() => DateScalar, { description: 'The first UTC day it is for. A period is reconciled under the policy of its first day.' })
  readonly validFrom!: string;

  @Field(() => DecimalScalar, { description: 'Above this, in the currency of an item, a resolution is approved by another.' })
  readonly approvalAbove!: string;

  @Field(() => DeclaredRoundingType, { nullable: true, description: 'How the provider rounds; absent: it declares nothing.' })
  readonly rounding?: DeclaredRoundingType | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Tolerated sums of a period above it are opened again; absent: never for their amount. Three periods on one side are, in any case.',
  })
  readonly toleratedMost?: string | null;

  @Field(() => Int, { description: 'How many hours after a day has ended the provider may still change what it states of it, 0 to 2,160.' })
  readonly lagHours!: number;

  @Field(() => Int, { description: 'How many minutes from midnight the provider may change its day, 0 to 720.' })
  readonly windowMinutes!: number;

  @Field(() => DaysBy, { description: 'Which instant of a call decides its day at the provider.' })
  readonly dayBy!: 'start' | 'end';

  @Field(() => Int, { description: 'After so many days a person decides a doubt, 1 to 365.' })
  readonly doubtDays!: number;

  @Field(() => String, { description: 'Why: what the provider says, and where. 1 to 2,000 characters.' })
  readonly reason!: string;
}

/** A policy as it is proposed. */
@InputType('ProviderPolicyInput', { description: 'How statements of a provider account are to be held against the ledger.' })
export class ProviderPolicyInput extends PolicyFields {}

/** A policy as GraphQL shows it. */
@ObjectType('ProviderPolicy', { description: 'How statements of a provider account are held against the ledger, from a day on.' })
export class ProviderPolicyType extends PolicyFields {
  @Field(() => ID, { nullable: true, description: 'To decide on it by; absent: it is the usual one.' })
  readonly id!: string | null;

  @Field(() => PolicyStates, { description: 'How far it has come.' })
  readonly state!: string;

  @Field(() => String, { nullable: true, description: 'Who proposed it; absent: it is the usual one.' })
  readonly proposedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When; absent: it is the usual one.' })
  readonly proposedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Who approved it; absent: nobody has.' })
  readonly approvedBy!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When; absent: nobody has.' })
  readonly approvedAt!: Date | null;
}

/** Either the policy, or why not. */
export const ProviderPolicyResult = createUnionType({
  name: 'ProviderPolicyResult',
  description: 'The policy as it is now; or a refusal, under which nothing changed.',
  types: () => [ProviderPolicyType, RefusalType] as const,
});
