import { formatDecimal } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Clock } from '../platform/clock.ts';
import type { Database, Transaction } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import { engineVersion } from '../ledger/engine-version.ts';
import type { LotPosting } from './lot-postings.ts';
import { costOfUse, type PrepaidLot } from './prepaid-lot.ts';
import type { LotRow } from './read-lots.ts';

/** What working on lots needs from the outside. */
export interface PrepaidParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** A step of a lot and its entries. */
export interface Movement {
  readonly workspaceId: string;
  readonly row: LotRow;
  readonly lot: PrepaidLot;
  readonly event: 'opened' | 'used' | 'expired';
  /** How much of the lot is gone after it. */
  readonly usedAfter: bigint;
  readonly postings: readonly LotPosting[];
  /** When it took place; its day dates the posting. */
  readonly at: Date;
}

/** Posts a step of a lot and adds it to its chain, in one transaction: the database lets neither be without the other. */
export async function postMovement(tx: Transaction, parts: PrepaidParts, movement: Movement): Promise<void> {
  const { workspaceId, row, lot, event, usedAfter, postings, at } = movement;
  const [id, now] = [parts.newId(), parts.clock().toISOString()];
  const posting = {
    workspace_id: workspaceId,
    id,
    book: row.book,
    provider_account_id: row.accountId,
    event: `prepaid-${event}`,
    engine_version: engineVersion,
    service_at: at.toISOString(),
    recorded_at: now,
    reason: `Prepaid credit: ${row.reference}`,
  };
  const entries = postings.map(({ account, currency, amount }, position) => {
    return { workspace_id: workspaceId, tx_id: id, position, account, currency, amount: formatDecimal(amount) };
  });
  await tx.execute(sql`SELECT post_transaction(${JSON.stringify(posting)}::jsonb, ${JSON.stringify(entries)}::jsonb)`);
  const cost = formatDecimal(costOfUse(lot, { from: lot.used, to: usedAfter }));
  await tx.execute(sql`
    INSERT INTO prepaid_movement (workspace_id, lot_id, number, event, used_before, used_after, cost, tx_id, moved_at)
    VALUES (${workspaceId}, ${lot.id}, ${row.movements + 1}, ${event}, ${formatDecimal(lot.used)}, ${formatDecimal(usedAfter)}, ${cost}, ${id}, ${now}::timestamptz)`);
}

/** Keeps the lots of an account for the transaction: whoever comes second sees what the first has done. */
export async function lockLots(tx: Transaction, accountId: string): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('prepaid lots'), hashtext(${accountId}))`);
}
