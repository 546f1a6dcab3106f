import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import type { Caller } from '../access/caller.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { drawLots, type Draw } from './draw-lots.ts';
import { expiryPostings, usePostings, type Use } from './lot-postings.ts';
import { lockLots, postMovement, type PrepaidParts } from './post-movement.ts';
import { leftOf } from './prepaid-lot.ts';
import { lotOf, readLots, type LotRow } from './read-lots.ts';

/**
 * Brings the lots of a provider account up to date: what was settled since is taken from them, and what has expired by now is lost. A second time changes nothing. Answers with the lots
 * as they then stand.
 */
export async function settlePrepaid(parts: PrepaidParts, caller: Caller, accountId: string): Promise<Outcome<readonly LotRow[]>> {
  const { workspaceId } = caller;
  const none = {
    code: 'prepaid-lot-not-found',
    message: 'No prepaid lot was recorded for that provider account.',
    path: ['providerAccountId'],
  } as const;
  if (!isId(accountId)) return refused(none);
  return await withWorkspace(parts.database, workspaceId, async (tx) => {
    await lockLots(tx, accountId);
    const lots = await recorded(tx, accountId);
    if (lots.length === 0) return refused(none);
    for (const [currency, rows] of Map.groupBy(lots, (row) => row.currency)) {
      for (const draw of drawLots(rows.map(lotOf), await usesOf(tx, { accountId, currency, rows }), parts.clock())) {
        await use(tx, parts, { workspaceId, draw, row: rows.find(({ id }) => id === draw.lot.id) });
      }
    }
    const expired = (await recorded(tx, accountId)).filter(
      (row) => row.expiresAt !== null && row.expiresAt <= parts.clock() && leftOf(lotOf(row)) > 0n,
    );
    for (const row of expired) {
      const lot = lotOf(row);
      const lost = { usedAfter: lot.quantity, postings: expiryPostings(lot), at: row.expiresAt ?? parts.clock() };
      await postMovement(tx, parts, { workspaceId, row, lot, event: 'expired', ...lost });
    }
    return accepted(await recorded(tx, accountId));
  });
}

async function recorded(tx: Transaction, accountId: string): Promise<readonly LotRow[]> {
  return (await readLots(tx, { accountId })).filter(({ state }) => state === 'recorded');
}

interface Using {
  readonly workspaceId: string;
  readonly draw: Draw;
  readonly row: LotRow | undefined;
}

async function use(tx: Transaction, parts: PrepaidParts, { workspaceId, draw: { lot, amount, at }, row }: Using): Promise<void> {
  if (row === undefined) return;
  const undelivered = lot.kind === 'virtual' ? await undeliveredOf(tx, row, amount) : 0n;
  const postings = usePostings(lot, { delivered: amount - undelivered, undelivered } satisfies Use);
  await postMovement(tx, parts, { workspaceId, row, lot, event: 'used', usedAfter: lot.used + amount, postings, at });
}

/** How much of an amount is owed for what nothing was delivered for: as much of it as stands on that account in the provider's credits. */
async function undeliveredOf(tx: Transaction, { accountId, currency }: LotRow, amount: bigint): Promise<bigint> {
  const standing = picoOf(await balance(tx, { accountId, currency, account: 'undelivered_cost' }, null));
  return standing > amount ? amount : standing < 0n ? 0n : standing;
}

interface Owed {
  readonly accountId: string;
  readonly currency: string;
  readonly rows: readonly LotRow[];
}

/** What is owed, before each expiry and in all: read at once, so that reckoning with it waits for nothing. */
async function usesOf(tx: Transaction, { accountId, currency, rows }: Owed): Promise<(instant: Date | null) => bigint> {
  const instants = [...new Set(rows.flatMap(({ expiresAt }) => expiresAt?.toISOString() ?? [])), null];
  const owed = new Map<string | null, bigint>();
  for (const instant of instants)
    owed.set(instant, -picoOf(await balance(tx, { accountId, currency, account: 'provider_accrued' }, instant)));
  return (instant) => owed.get(instant?.toISOString() ?? null) ?? 0n;
}

interface Balance {
  readonly accountId: string;
  readonly currency: string;
  readonly account: string;
}

/** What an account of the ledger holds of a provider account, by work done before an instant; null: by all. */
async function balance(tx: Transaction, { accountId, currency, account }: Balance, before: string | null): Promise<string> {
  const { rows } = await tx.execute<{ amount: string }>(sql`
    SELECT trim_scale(coalesce(sum(e.amount), 0))::text AS amount FROM ledger_entry AS e JOIN ledger_tx AS t ON t.workspace_id = e.workspace_id AND t.id = e.tx_id
    WHERE e.account = ${account} AND e.currency = ${currency} AND t.provider_account_id = ${accountId}::uuid
      AND (${before}::timestamptz IS NULL OR t.service_at < ${before}::timestamptz)`);
  return rows[0]?.amount ?? '0';
}
