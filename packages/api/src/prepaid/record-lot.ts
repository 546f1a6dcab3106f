import { accepted, formatDecimal, invariant, parseDecimal, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import { identityOf } from '../access/caller-identity.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { openingPostings } from './lot-postings.ts';
import { lockLots, postMovement, type PrepaidParts } from './post-movement.ts';
import type { PrepaidLot } from './prepaid-lot.ts';
import { lotOf, readLots, type LotRow } from './read-lots.ts';

/** A lot as somebody records it. Amounts are decimal text, instants RFC 3339. */
export interface LotInput {
  readonly providerAccountId: string;
  readonly kind: PrepaidLot['kind'];
  readonly quantity: { readonly amount: string; readonly currency: string };
  readonly price?: { readonly amount: string; readonly currency: string } | null | undefined;
  readonly fee?: string | null | undefined;
  readonly openedAt: string;
  readonly expiresAt?: string | null | undefined;
  readonly reference: string;
}

/**
 * Records credit at a provider, and posts it: at once, or where its value is above what one person may record, once another has approved it. Paths of refusals lead from the
 * input on.
 */
export async function recordLot(parts: PrepaidParts, caller: Caller, input: LotInput): Promise<Outcome<LotRow>> {
  const at = parts.clock();
  const wrong = problemOf(input, at);
  if (wrong !== undefined) return wrong;
  const { workspaceId } = caller;
  return await withWorkspace(parts.database, workspaceId, async (tx) => {
    const account = await accountNamed(tx, input.providerAccountId);
    if (account === undefined) return badLot('providerAccountId', 'Name a provider account of this workspace.');
    if (account.isLent)
      return badLot(
        'providerAccountId',
        "Another workspace lends this account: credit there is its owner's. Have its finance record it there; what you use of it is owed to the owner, and needs no lot here.",
      );
    const id = parts.newId();
    const state = (await isAboveThreshold(tx, workspaceId, input)) ? 'proposed' : 'recorded';
    const { kind, quantity, price, fee, openedAt, expiresAt, reference } = input;
    await tx.execute(sql`
      INSERT INTO prepaid_lot (workspace_id, id, provider_account_id, book, kind, currency, quantity, price, price_currency, fee, opened_at, expires_at,
                               reference, state, author, author_name, created_at)
      VALUES (${workspaceId}, ${id}, ${input.providerAccountId}, ${account.book}, ${kind}, ${quantity.currency}, ${quantity.amount}, ${price?.amount ?? null},
              ${price?.currency ?? null}, ${fee ?? '0'}, ${openedAt}::timestamptz, ${expiresAt ?? null}::timestamptz, ${reference.trim()}, ${state},
              ${identityOf(caller)}, ${caller.name}, ${at.toISOString()}::timestamptz)`);
    return accepted(await opened(tx, parts, { workspaceId, id }));
  });
}

/** Approves a proposed lot, so that it is posted, or discards it. Refused to whoever recorded it. */
export async function decideLot(
  parts: PrepaidParts,
  caller: Caller,
  { id, state }: Pick<LotRow, 'id' | 'state'>,
): Promise<Outcome<LotRow>> {
  const { workspaceId } = caller;
  return await withWorkspace(parts.database, workspaceId, async (tx) => {
    const [found] = isId(id) ? await readLots(tx, { id }) : [];
    if (found === undefined)
      return refused({ code: 'prepaid-lot-not-found', message: 'No prepaid lot of this workspace has that id.', path: ['id'] });
    if (state === 'recorded' && found.author === identityOf(caller)) {
      return refused({
        code: 'own-prepaid-lot',
        message: 'A lot of this value is approved by another than who recorded it.',
        path: ['id'],
      });
    }
    const decided = await tx.execute(sql`
      UPDATE prepaid_lot SET state = ${state}, decided_by = ${identityOf(caller)}, decided_by_name = ${caller.name},
        decided_at = ${parts.clock().toISOString()}::timestamptz WHERE id = ${id}::uuid AND state = 'proposed'`);
    if (decided.rowCount !== 1) {
      return refused({ code: 'prepaid-lot-closed', message: 'This lot was decided on already: that stands.', path: ['id'] });
    }
    return accepted(await opened(tx, parts, { workspaceId, id }));
  });
}

/** The lot as it stands; where it is recorded, after what posts its beginning. */
async function opened(
  tx: Transaction,
  parts: PrepaidParts,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<LotRow> {
  const [row] = await readLots(tx, { id });
  invariant(row !== undefined, 'A lot that was just written is there.');
  if (row.state !== 'recorded') return row;
  await lockLots(tx, row.accountId);
  const lot = lotOf(row);
  await postMovement(tx, parts, {
    workspaceId,
    row,
    lot,
    event: 'opened',
    usedAfter: 0n,
    postings: openingPostings(lot),
    at: row.openedAt,
  });
  return { ...row, movements: 1 };
}

async function accountNamed(tx: Transaction, id: string): Promise<{ readonly book: string; readonly isLent: boolean } | undefined> {
  if (!isId(id)) return undefined;
  const { rows } = await tx.execute<{ book: string; isLent: boolean }>(
    sql`SELECT book, lent_by IS NOT NULL AS "isLent" FROM provider_account WHERE id = ${id}::uuid`,
  );
  return rows[0];
}

/** The value is what was paid; of a grant, its face value. */
async function isAboveThreshold(tx: Transaction, workspaceId: string, { quantity, price, fee }: LotInput): Promise<boolean> {
  const value = price?.amount ?? formatDecimal(decimal(quantity.amount) + decimal(fee ?? '0'));
  const { rows } = await tx.execute<{ above: boolean | null }>(
    sql`SELECT ${value}::numeric > prepaid_two_people_above AS above FROM workspace WHERE id = ${workspaceId}::uuid`,
  );
  return rows[0]?.above === true;
}

const currencyShape = /^[A-Z][A-Z0-9]{2,11}$/;

function problemOf({ kind, quantity, price, fee, openedAt, expiresAt, reference }: LotInput, now: Date): Outcome<never> | undefined {
  if (!isAbove(quantity.amount, 0n)) return badLot('quantity', 'A lot holds more than nothing.');
  if (![quantity, price ?? quantity].every(({ currency }) => currencyShape.test(currency)))
    return badLot('quantity', 'A currency is written in capital letters, and so are credits: USD, POINT.');
  if ((kind === 'virtual') !== (price != null))
    return badLot('price', 'Credits of a provider say for which money they were bought, and nothing else does.');
  if (price != null && (!isAbove(price.amount, 0n) || price.currency === quantity.currency))
    return badLot('price', 'Credits are bought for money: for more than nothing, in another currency.');
  if (fee != null && (!isAbove(fee, -1n) || (kind !== 'paid' && decimal(fee) !== 0n)))
    return badLot('fee', 'A top-up can have a fee of zero or more; nothing else has one.');
  if (new Date(openedAt) > now) return badLot('openedAt', 'A lot is recorded once it is there: give an instant that has passed.');
  if (expiresAt != null && new Date(expiresAt) <= new Date(openedAt)) return badLot('expiresAt', 'A lot expires after it began.');
  const said = reference.trim();
  return said !== '' && said.length <= 500 && said.isWellFormed() && !said.includes('\0')
    ? undefined
    : badLot('reference', 'Say what proves it, such as the number of a receipt, in at most 500 characters.');
}

function isAbove(amount: string, least: bigint): boolean {
  const parsed = parseDecimal(amount);
  return parsed.ok && parsed.value > least;
}

function decimal(amount: string): bigint {
  const parsed = parseDecimal(amount);
  invariant(parsed.ok, 'An amount from outside was read by its scalar.');
  return parsed.value;
}

function badLot(field: string, message: string): Outcome<never> {
  return refused({ code: 'invalid-prepaid-lot', message, path: [field] });
}
