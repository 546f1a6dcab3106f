import { sql, type SQL } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import type { Transaction } from '../platform/database.ts';
import { type PrepaidLot } from './prepaid-lot.ts';

/** A lot as it is stored, with what is gone of it. Amounts are decimal text. */
export interface LotRow extends Record<string, unknown> {
  readonly id: string;
  readonly accountId: string;
  readonly provider: string;
  readonly book: 'real' | 'simulated';
  readonly kind: PrepaidLot['kind'];
  readonly currency: string;
  readonly quantity: string;
  readonly price: string | null;
  readonly priceCurrency: string | null;
  readonly fee: string;
  readonly openedAt: Date;
  readonly expiresAt: Date | null;
  readonly reference: string;
  readonly state: 'proposed' | 'recorded' | 'discarded';
  readonly author: string;
  readonly authorName: string;
  readonly createdAt: Date;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  readonly used: string;
  readonly movements: number;
  readonly hasExpired: boolean;
}

/** Which lots; what is absent is not asked for. */
export interface LotChoice {
  readonly id?: string | undefined;
  readonly accountId?: string | undefined;
  readonly book?: 'real' | 'simulated' | undefined;
}

/** Lots of the workspace of the transaction, those of one account together, the one that expires first before the others. */
export async function readLots(tx: Transaction, { id, accountId, book }: LotChoice): Promise<readonly LotRow[]> {
  const wanted: SQL[] = [sql`true`];
  if (id !== undefined) wanted.push(sql`l.id = ${id}::uuid`);
  if (accountId !== undefined) wanted.push(sql`l.provider_account_id = ${accountId}::uuid`);
  if (book !== undefined) wanted.push(sql`l.book = ${book}`);
  const { rows } = await tx.execute<LotRow>(sql`
    SELECT l.id, l.provider_account_id AS "accountId", a.provider, l.book, l.kind, l.currency, trim_scale(l.quantity)::text AS quantity,
      trim_scale(l.price)::text AS price, l.price_currency AS "priceCurrency", trim_scale(l.fee)::text AS fee, l.opened_at AS "openedAt",
      l.expires_at AS "expiresAt", l.reference, l.state, l.author, l.author_name AS "authorName", l.created_at AS "createdAt",
      l.decided_by_name AS "decidedByName", l.decided_at AS "decidedAt", coalesce(trim_scale(m.used_after), 0)::text AS used,
      coalesce(m.number, 0) AS movements, coalesce(m.event = 'expired', false) AS "hasExpired"
    FROM prepaid_lot AS l JOIN provider_account AS a ON a.id = l.provider_account_id
    LEFT JOIN LATERAL (
      SELECT number, event, used_after FROM prepaid_movement WHERE workspace_id = l.workspace_id AND lot_id = l.id ORDER BY number DESC LIMIT 1
    ) AS m ON true
    WHERE ${sql.join(wanted, sql` AND `)} ORDER BY a.provider, l.provider_account_id, l.expires_at NULLS LAST, l.opened_at, l.id`);
  return rows.map((row) => ({ ...row, ...dated(row) }));
}

/** Statements of our own come with instants as text. */
function dated({ openedAt, expiresAt, createdAt, decidedAt }: LotRow) {
  return { openedAt: new Date(openedAt), expiresAt: instantOf(expiresAt), createdAt: new Date(createdAt), decidedAt: instantOf(decidedAt) };
}

function instantOf(stored: Date | string | null): Date | null {
  return stored === null ? null : new Date(stored);
}

/** A stored lot → the lot that is reckoned with. */
export function lotOf({ id, kind, currency, quantity, price, priceCurrency, fee, openedAt, expiresAt, used }: LotRow): PrepaidLot {
  const paid = price === null || priceCurrency === null ? undefined : { currency: priceCurrency, amount: picoOf(price) };
  return { id, kind, currency, quantity: picoOf(quantity), price: paid, fee: picoOf(fee), openedAt, expiresAt, used: picoOf(used) };
}
