import type { Refusal } from '@halfpenny/core';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { asSystem } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { chargeTable } from './charge.table.ts';
import { generationTable } from './generation.table.ts';

const interrupted: Refusal = {
  code: 'provider-outcome-unknown',
  message: 'The service stopped while the provider worked; whether the work was done and billed is not known.',
  path: [],
  accepted: [],
};

/**
 * Marks what a process that is gone left running: status unknown, charge in doubt, which is not a final outcome. A process
 * is gone when nobody holds the advisory lock of its number. Asked for one generation, it looks at that one alone.
 * Answers with how many it marked.
 */
export async function markLeftovers(database: Database, generationId?: string): Promise<number> {
  return await asSystem(database, async (tx) => {
    const running = and(
      eq(generationTable.status, 'running'),
      generationId === undefined ? undefined : eq(generationTable.id, generationId),
    );
    const processes = await tx.selectDistinct({ number: generationTable.openedBy }).from(generationTable).where(running);
    let marked = 0;
    for (const { number } of processes) {
      if (await isGone(tx, number)) marked += await markInDoubt(tx, and(running, eq(generationTable.openedBy, number)));
    }
    return marked;
  });
}

/** Marks one generation that this process itself could not bring to an end. */
export async function markOwnInDoubt(database: Database, generationId: string): Promise<void> {
  await asSystem(database, (tx) => markInDoubt(tx, and(eq(generationTable.status, 'running'), eq(generationTable.id, generationId))));
}

async function isGone(tx: Transaction, number: bigint): Promise<boolean> {
  const { rows } = await tx.execute<{ gone: boolean }>(sql`SELECT pg_try_advisory_xact_lock(${number.toString()}::bigint) AS gone`);
  return rows[0]?.gone === true;
}

async function markInDoubt(tx: Transaction, left: ReturnType<typeof and>): Promise<number> {
  const marked = await tx
    .update(generationTable)
    .set({ status: 'unknown', failure: interrupted })
    .where(left)
    .returning({ id: generationTable.id });
  const ids = marked.map(({ id }) => id);
  if (ids.length > 0) {
    await tx
      .update(chargeTable)
      .set({ state: 'in_doubt' })
      .where(and(eq(chargeTable.state, 'held'), inArray(chargeTable.generationId, ids)));
  }
  return ids.length;
}
