import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { drawLots, justBefore, type Draw } from './draw-lots.ts';
import { expiryPostings, usePostings, type Use } from './lot-postings.ts';
import { lockLots, postMovement, type PrepaidParts } from './post-movement.ts';
import { leftOf } from './prepaid-lot.ts';
import { lotOf, readLots, type LotRow } from './read-lots.ts';

/** A workspace and its provider account. */
export interface LotsAt {
  readonly workspaceId: string;
  readonly accountId: string;
}

/**
 * Brings the lots of a provider account up to date: what was settled since is taken from them, and what has expired by now is lost; of a month that is over and still open as of its
 * last instant. A second time changes nothing, and beside postings it takes what is committed: the rest the next time. Answers with the lots as they then stand.
 */
export async function settlePrepaid(parts: PrepaidParts, { workspaceId, accountId }: LotsAt): Promise<Outcome<readonly LotRow[]>> {
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
    const now = parts.clock();
    for (const end of await openMonthEnds(tx, lots, now)) await settleUpTo(tx, parts, { workspaceId, accountId, end, at: justBefore(end) });
    await settleUpTo(tx, parts, { workspaceId, accountId, end: null, at: now });
    return accepted(await recorded(tx, accountId));
  });
}

/** The ends of the months that are over and not hard-closed, since the first lot began, the earliest first. */
async function openMonthEnds(tx: Transaction, lots: readonly LotRow[], now: Date): Promise<readonly Date[]> {
  const first = new Date(Math.min(...lots.map(({ openedAt }) => openedAt.getTime())));
  const { rows } = await tx.execute<{ end: string }>(sql`
    SELECT (m + interval '1 month')::date::text AS end
    FROM (SELECT workspace_id, book, max(month) AS closed FROM period_step WHERE state = 'hard-closed' GROUP BY 1, 2) AS p
    RIGHT JOIN (SELECT workspace_id, book FROM prepaid_lot WHERE id = ${lots[0]?.id ?? null}::uuid) AS l USING (workspace_id, book),
      generate_series(date_trunc('month', ${first.toISOString()}::timestamptz AT TIME ZONE 'UTC'),
        date_trunc('month', ${now.toISOString()}::timestamptz AT TIME ZONE 'UTC') - interval '1 month', interval '1 month') AS m
    WHERE p.closed IS NULL OR m > p.closed ORDER BY m`);
  return rows.map(({ end }) => new Date(`${end}T00:00:00Z`));
}

interface Until extends LotsAt {
  /** Only work done before this instant; null: all. */
  readonly end: Date | null;
  /** When it is taken. */
  readonly at: Date;
}

async function settleUpTo(tx: Transaction, parts: PrepaidParts, { workspaceId, accountId, end, at }: Until): Promise<void> {
  const there = async () => (await recorded(tx, accountId)).filter(({ openedAt }) => end === null || openedAt < end);
  for (const [currency, rows] of Map.groupBy(await there(), (row) => row.currency)) {
    for (const draw of drawLots(rows.map(lotOf), await usesOf(tx, { accountId, currency, rows, end }), at)) {
      await use(tx, parts, { workspaceId, draw, row: rows.find(({ id }) => id === draw.lot.id) });
    }
  }
  const expired = (await there()).filter((row) => row.expiresAt !== null && row.expiresAt <= at && leftOf(lotOf(row)) > 0n);
  for (const row of expired) {
    const lot = lotOf(row);
    const lost = { usedAfter: lot.quantity, postings: expiryPostings(lot), at: row.expiresAt ?? at };
    await postMovement(tx, parts, { workspaceId, row, lot, event: 'expired', ...lost });
  }
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
  const standing = (await balances(tx, { accountId, currency, account: 'undelivered_cost' }, ['infinity'])).get('infinity') ?? 0n;
  return standing > amount ? amount : standing < 0n ? 0n : standing;
}

interface Owed {
  readonly accountId: string;
  readonly currency: string;
  readonly rows: readonly LotRow[];
  readonly end: Date | null;
}

/** What is owed, before each expiry and in all: read at once, so that reckoning with it waits for nothing. */
async function usesOf(tx: Transaction, { accountId, currency, rows, end }: Owed): Promise<(instant: Date | null) => bigint> {
  const instants = [...rows.flatMap(({ expiresAt }) => expiresAt?.toISOString() ?? []), end?.toISOString() ?? 'infinity'];
  const owed = await balances(tx, { accountId, currency, account: 'provider_accrued' }, instants);
  const inAll = owed.get(instants.at(-1) ?? '') ?? 0n;
  return (instant) => -(instant === null ? inAll : (owed.get(instant.toISOString()) ?? 0n));
}

interface Balance {
  readonly accountId: string;
  readonly currency: string;
  readonly account: string;
}

/** What an account of the ledger holds of a provider account by work done before each of some instants, in one scan. */
async function balances(
  tx: Transaction,
  { accountId, currency, account }: Balance,
  instants: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await tx.execute<{ instant: string; amount: string }>(sql`
    WITH instant AS (SELECT DISTINCT text, text::timestamptz AS at FROM unnest(${sql.param([...instants])}::text[]) AS text),
    bounds AS (SELECT array_agg(DISTINCT at ORDER BY at) AS all_of FROM instant),
    summed AS (
      SELECT width_bucket(t.service_at, b.all_of) AS bucket, sum(e.amount) AS amount FROM bounds AS b, ledger_entry AS e
      JOIN ledger_tx AS t ON t.workspace_id = e.workspace_id AND t.id = e.tx_id
      WHERE e.account = ${account} AND e.currency = ${currency} AND t.provider_account_id = ${accountId}::uuid GROUP BY 1)
    SELECT i.text AS instant, trim_scale(coalesce(sum(s.amount), 0))::text AS amount
    FROM instant AS i CROSS JOIN bounds AS b LEFT JOIN summed AS s ON s.bucket < array_position(b.all_of, i.at) GROUP BY i.text`);
  return new Map(rows.map(({ instant, amount }) => [instant, picoOf(amount)]));
}
