import { invariant } from '@halfpenny/core';
import type { KeyChange, PlannedPrice } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import type { ChangeSetRecord } from './read-change-sets.ts';

/** What is written, and by which publication. */
export interface Writing {
  readonly set: ChangeSetRecord['set'];
  readonly changes: readonly KeyChange[];
  /** The instant from which all of it is known. */
  readonly knownFrom: string;
  readonly newId: NewId;
}

/** Ends what we knew of entries and adds what we now know: those that others multiply first. */
export async function writeChanges(tx: Transaction, { set, changes, knownFrom, newId }: Writing): Promise<void> {
  const closes = changes.flatMap((change) => change.closes.map(({ id }) => id));
  const closed = await tx.execute(sql`
    UPDATE price_entry SET known = tstzrange(lower(known), ${knownFrom}::timestamptz), ended_by = ${set.id}::uuid
    WHERE book_id = ${set.bookId}::uuid AND id = ANY(${sql.param(closes)}::uuid[]) AND upper_inf(known)`);
  invariant(closed.rowCount === closes.length, 'What a publication ends is known until then.');
  const planned = changes.flatMap(({ adds }) => adds);
  const ids = new Map(planned.map(({ localId }) => [localId, newId()]));
  const idOf = (name: string | null): string | null => (name === null ? null : (ids.get(name) ?? name));
  const rows = planned.map((price) => ({
    ...rowOf(price),
    id: idOf(price.localId),
    origin_id: idOf(price.originId),
    base_id: idOf(price.baseId),
  }));
  await tx.execute(sql`
    INSERT INTO price_entry (id, book_id, provider, model, mode, currency, kind, tariff, valid, known, corrects, origin_id, base_id, rated_tariff,
                             change_set_id, draft_id, source, checked_on, note)
    SELECT id, ${set.bookId}::uuid, provider, model, mode, currency, kind, tariff, tstzrange(valid_from, valid_until),
           tstzrange(${knownFrom}::timestamptz, NULL), corrects, origin_id, base_id, rated_tariff, ${set.id}::uuid, draft_id, source, checked_on, note
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS planned (
      id uuid, provider text, model text, mode text, currency text, kind text, tariff jsonb, valid_from timestamptz, valid_until timestamptz,
      corrects uuid, origin_id uuid, base_id uuid, rated_tariff jsonb, draft_id uuid, source text, checked_on date, note text)`);
}

/** SQL knows a missing tariff as NULL, and JSON's null as a value: hence left out. */
function rowOf({ validFrom, validUntil, draftId, checkedOn, ratedTariff, ...price }: PlannedPrice) {
  const { provider, model, mode, currency, kind, tariff, corrects, source, note } = price;
  const said = { provider, model, mode, currency, kind, tariff, corrects, source, note };
  return {
    ...said,
    valid_from: validFrom,
    valid_until: validUntil,
    draft_id: draftId,
    checked_on: checkedOn,
    ...(ratedTariff !== null && { rated_tariff: ratedTariff }),
  };
}
