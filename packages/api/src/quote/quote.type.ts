import { createUnionType, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyType } from '../platform/money.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { ServiceMode } from '../platform/service-mode.type.ts';
import { PriceEntryType } from '../price-book/price-entry.type.ts';
import type { KeptUse } from '../template/template-use.ts';
import { ChargeLineType } from './charge-line.type.ts';
import { ImageRequestType } from './image-request.type.ts';

const Exactness = { EXACT: 'exact', RANGE: 'range', UNKNOWN: 'unknown' } as const;
registerEnumType(Exactness, {
  name: 'Exactness',
  description: 'How well the cost is known beforehand.',
  valuesConfig: {
    EXACT: { description: 'Floor, expected and ceiling are one amount.' },
    RANGE: { description: 'The bill lies between floor and ceiling.' },
    UNKNOWN: { description: 'No ceiling is known.' },
  },
});

const Severity = { INFO: 'info', WARNING: 'warning' } as const;
registerEnumType(Severity, {
  name: 'Severity',
  description: 'How much a pitfall matters.',
  valuesConfig: { INFO: { description: 'Worth knowing.' }, WARNING: { description: 'It can change the bill.' } },
});

const ParameterOrigin = { REQUEST: 'request', STAGE: 'stage', PROVIDER_DEFAULT: 'provider-default', ALIAS: 'alias' } as const;
registerEnumType(ParameterOrigin, {
  name: 'ParameterOrigin',
  description: 'Where the value of a parameter comes from.',
  valuesConfig: {
    REQUEST: { description: 'The caller gave it.' },
    STAGE: { description: 'The stage of the workflow decides it.' },
    PROVIDER_DEFAULT: { description: 'The caller left it out and the provider fills it in.' },
    ALIAS: { description: 'The provider takes the name given for another.' },
  },
});

/** A parameter after aliases and defaults, as GraphQL shows it. */
@ObjectType('ResolvedParameter', { description: 'A parameter after aliases and defaults.' })
export class ResolvedParameterType {
  @Field(() => String, { description: 'The name of the parameter: "size".' })
  readonly name!: string;

  @Field(() => String, { description: 'Its value as text: "976x704".' })
  readonly value!: string;

  @Field(() => ParameterOrigin, { description: 'Where the value comes from.' })
  readonly origin!: string;
}

/** A pitfall as GraphQL shows it. */
@ObjectType('Pitfall', { description: 'A named way in which this request would cost other than it looks.' })
export class PitfallType {
  @Field(() => String, { description: 'A code to branch on, kebab-case.' })
  readonly code!: string;

  @Field(() => Severity, { description: 'How much it matters.' })
  readonly severity!: string;

  @Field(() => String, { description: 'A sentence with the figures of this request.' })
  readonly message!: string;

  @Field(() => MoneyType, { nullable: true, description: 'How much money it can move, where that can be computed.' })
  readonly atStake?: MoneyType;
}

/** What one provider would charge, as GraphQL shows it. */
@ObjectType('Offer', { description: 'What one provider would charge for a request.' })
export class OfferType {
  @Field(() => ID, { description: 'To execute this offer of its quote.' })
  readonly id!: string;

  @Field(() => String, { description: 'Who would bill.' })
  readonly provider!: string;

  @Field(() => String, { description: 'The model, after aliases.' })
  readonly model!: string;

  @Field(() => Exactness, { description: 'How well the cost is known beforehand.' })
  readonly exactness!: string;

  @Field(() => MoneyType, { nullable: true, description: 'The least it can cost; absent: no lower bound is known.' })
  readonly floor!: MoneyType | null;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'What it will most likely cost; where quality is left to the provider, at medium.',
  })
  readonly expected!: MoneyType | null;

  @Field(() => MoneyType, { nullable: true, description: 'The most it can cost; absent: no upper bound is known.' })
  readonly ceiling!: MoneyType | null;

  @Field(() => [ChargeLineType], { description: 'The lines of the expected cost.' })
  readonly lines!: ChargeLineType[];

  @Field(() => [ResolvedParameterType], { description: 'Each parameter after aliases and defaults, with its origin.' })
  readonly resolved!: readonly ResolvedParameterType[];

  @Field(() => [PitfallType], { description: 'How this request could cost other than it looks.' })
  readonly pitfalls!: readonly PitfallType[];

  @Field(() => PriceEntryType, { description: 'The price entry it pins: what executing the quote is charged by.' })
  readonly priceEntry!: PriceEntryType;
}

/** A provider that cannot serve the request, as GraphQL shows it. */
@ObjectType('ProviderRefusal', { description: 'A provider that cannot serve the request, and why.' })
export class ProviderRefusalType {
  @Field(() => String, { description: 'The provider.' })
  readonly provider!: string;

  @Field(() => RefusalType, { description: 'Why it cannot.' })
  readonly refusal!: RefusalType;
}

/** A quote as GraphQL shows it. */
@ObjectType('Quote', { description: 'A stored set of offers with an expiry.' })
export class QuoteType {
  /** What is behind the field `template`. */
  readonly use!: KeptUse;

  @Field(() => ID, { description: 'To execute the quote, or to read it again.' })
  readonly id!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'The instant whose prices were used.' })
  readonly pricedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'Until when it can be executed; never past the end of a price entry it pins.' })
  readonly expiresAt!: Date;

  @Field(() => Boolean, { description: 'Whether it can be executed at all: false for the prices of another instant.' })
  readonly executable!: boolean;

  @Field(() => ImageRequestType, { description: 'What was asked, as it was given.' })
  readonly request!: ImageRequestType;

  @Field(() => ServiceMode, { description: 'How the provider is to work.' })
  readonly mode!: string;

  @Field(() => String, { nullable: true, description: 'The stage of the work it serves; absent: none was named.' })
  readonly stage!: string | null;

  @Field(() => [OfferType], { description: 'At least one; the cheapest expected cost first, unknown last.' })
  readonly offers!: OfferType[];

  @Field(() => OfferType, { description: 'The first of the offers.' })
  readonly best!: OfferType;

  @Field(() => [ProviderRefusalType], { description: 'Providers that cannot serve the request, and why.' })
  readonly refusedProviders!: ProviderRefusalType[];
}

/** What quoting leads to. */
export const QuoteResult = createUnionType({
  name: 'QuoteResult',
  description: 'A quote; or, where every provider refuses, the refusal of highest precedence with the others in it.',
  types: () => [QuoteType, RefusalType] as const,
});
