import { formatInstant } from '../time/instant.ts';
import type { Period } from '../time/period.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import type { PriceKey } from '../price-book/price-key.ts';
import type { TariffKind } from '../price-book/tariff.ts';
import type { KnownPrice, StatedPrice, StoredTariff } from './known-price.ts';
import type { Piece } from './pieces.ts';

/** An entry that publication would add. */
export interface PlannedPrice extends StatedPrice {
  /** To name it by until it has an id. */
  readonly localId: string;
  /** The draft that brings it; null: it is what others leave of an entry, or follows its base. */
  readonly draftId: string | null;
  /** An entry that is known, or the local id of one that is planned; null: the price is its own. */
  readonly originId: string | null;
  readonly corrects: string | null;
  /** As `originId`, of the entry that it multiplies. */
  readonly baseId: string | null;
  readonly ratedTariff: StoredTariff | null;
  readonly kind: TariffKind;
  readonly validFrom: string;
  readonly validUntil: string | null;
}

/** One entry of a timeline as it would be: known already, or planned; with what it rates by. */
export interface TimelineRow extends Period {
  readonly known: KnownPrice | undefined;
  readonly planned: PlannedPrice | undefined;
  readonly piece: Piece;
  /** What it rates by; undefined where its base stands in another book. */
  readonly rated: PriceEntry | undefined;
}

/** What becomes of one provider, model and mode. */
export interface KeyChange extends PriceKey {
  /** What we would no longer know. */
  readonly closes: readonly KnownPrice[];
  readonly adds: readonly PlannedPrice[];
  readonly before: readonly KnownPrice[];
  readonly after: readonly TimelineRow[];
}

/** A planned price of a piece over a period. */
export function plannedPrice(
  piece: Piece,
  { from, until }: Period,
  rest: Pick<PlannedPrice, 'localId' | 'originId' | 'baseId' | 'ratedTariff' | 'kind'>,
): PlannedPrice {
  const { provider, model, mode, currency, tariff, source, checkedOn, note } = piece.stated;
  const stated = { provider, model, mode, currency, tariff, source, checkedOn, note };
  const period = { validFrom: formatInstant(from), validUntil: until === null ? null : formatInstant(until) };
  return { ...stated, ...period, ...rest, draftId: piece.draftId, corrects: piece.corrects };
}
