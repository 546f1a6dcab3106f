import { addOnMeters, countMeters, tokenMeters, type Meter } from '../meter/meter.ts';
import type { TariffKind } from '../price-book/tariff.ts';

/** What a kind of tariff makes of the meters of a usage. */
export interface BillingKind {
  /** Meters that cost nothing where the tariff has no price for them. */
  readonly passesOver: ReadonlySet<Meter>;
  /** Meters that, billed alone, do not say what the usage was. */
  readonly accompanying: ReadonlySet<Meter>;
  /** What a usage must hold, as a sentence says it. */
  readonly wanted: string;
}

/** Bills what was made: the tokens it took cost nothing. */
const flat: BillingKind = {
  passesOver: new Set([...tokenMeters, ...addOnMeters]),
  accompanying: new Set(),
  wanted: 'counts of images or calls',
};

/** Bills what was consumed: counting images beside it costs nothing, and without consumption says nothing. */
const metered: BillingKind = { passesOver: countMeters, accompanying: countMeters, wanted: 'what was consumed, such as tokens' };

/** The one place where flat and metered part. */
export function billingKind(kind: TariffKind): BillingKind {
  return kind === 'flat' ? flat : metered;
}
