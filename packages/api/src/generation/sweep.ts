import type { Refusal } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { asSystem } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { conclude } from './conclude.ts';
import { inDoubt, unserved } from './judge-failure.ts';
import type { GenerationParts } from './parts.ts';
import type { Subject } from './verdict.ts';

/** What a sweep works with. */
export type SweepParts = Pick<GenerationParts, 'database' | 'clock' | 'newId' | 'presence' | 'running' | 'boundary'>;

/** How many generations one transaction of the sweeper marks at most. */
const batchMost = 100;

/**
 * Marks what no living process runs: IN_DOUBT, which is not a final outcome and keeps its hold; VOID where every call of it is known to have
 * been refused or never served. What is in a batch at the provider is left to those who look after the batch. A process lives while it holds the advisory lock of its number, and this one runs what it knows to run.
 * Bounded batches, each a transaction. Asked for one generation, it looks at that one alone. Answers with how many it marked.
 */
export async function sweep(parts: SweepParts, generationId?: string): Promise<number> {
  let swept = 0;
  for (const opener of await openersOf(parts, generationId)) {
    for (;;) {
      const marked = await sweepBatch(parts, opener, generationId);
      swept += marked;
      if (marked < batchMost) break;
    }
  }
  return swept;
}

async function openersOf({ database }: SweepParts, generationId: string | undefined): Promise<readonly string[]> {
  const { rows } = await asSystem(database, (tx) =>
    tx.execute<{ number: string }>(sql`
      SELECT DISTINCT opened_by::text AS number FROM generation
      WHERE status = 'running' AND (${generationId ?? null}::uuid IS NULL OR id = ${generationId ?? null}::uuid)`),
  );
  return rows.map(({ number }) => number);
}

async function sweepBatch(parts: SweepParts, opener: string, generationId: string | undefined): Promise<number> {
  const marked = await asSystem(parts.database, async (tx) => {
    const own = opener === parts.presence.number.toString();
    if (!own && !(await isGone(tx, opener))) return 0;
    const left = await leftBy(tx, opener, { only: generationId, not: own ? [...parts.running.keys()] : [] });
    for (const { subject, unknown } of left) await markOne(tx, parts, { subject, unknown });
    if (left.length > 0) await parts.boundary('swept-uncommitted');
    return left.length;
  });
  if (marked > 0) await parts.boundary('swept');
  return marked;
}

async function isGone(tx: Transaction, number: string): Promise<boolean> {
  const { rows } = await tx.execute<{ gone: boolean }>(sql`SELECT pg_try_advisory_xact_lock(${number}::bigint) AS gone`);
  return rows[0]?.gone === true;
}

interface Left {
  readonly subject: Subject;
  /** Whether any of its calls may have been billed. */
  readonly unknown: boolean;
}

type Found = Record<keyof Omit<Subject, 'takenOver'>, string> & { readonly book: 'real' | 'simulated'; readonly unknown: boolean };

async function leftBy(
  tx: Transaction,
  opener: string,
  which: { readonly only: string | undefined; readonly not: string[] },
): Promise<Left[]> {
  const { rows } = await tx.execute<Found>(sql`
    SELECT g.workspace_id AS "workspaceId", g.id AS "generationId", last.id AS "attemptId", last.provider_account_id AS "providerAccountId",
           g.book, EXISTS (
             SELECT FROM provider_attempt AS a WHERE a.workspace_id = g.workspace_id AND a.generation_id = g.id AND a.outcome NOT IN ('refused', 'failed')
           ) AS unknown
    FROM generation AS g JOIN LATERAL (
      SELECT id, provider_account_id FROM provider_attempt AS a WHERE a.workspace_id = g.workspace_id AND a.generation_id = g.id
      ORDER BY number DESC LIMIT 1
    ) AS last ON true
    WHERE g.status = 'running' AND g.opened_by = ${opener}::bigint AND NOT EXISTS (
        SELECT FROM provider_attempt AS a JOIN provider_batch AS b ON b.workspace_id = a.workspace_id AND b.id = a.batch_id
        WHERE a.workspace_id = g.workspace_id AND a.generation_id = g.id AND b.state <> 'ended')
      AND (${which.only ?? null}::uuid IS NULL OR g.id = ${which.only ?? null}::uuid)
      AND g.id <> ALL (${sql.param(which.not)}::uuid[])
    ORDER BY g.created_at LIMIT ${batchMost} FOR NO KEY UPDATE OF g SKIP LOCKED`);
  return rows.map(({ unknown, ...subject }) => ({ subject, unknown }));
}

async function markOne(tx: Transaction, parts: SweepParts, { subject, unknown }: Left): Promise<void> {
  const at = parts.clock();
  const verdict = unknown ? inDoubt(undefined, interrupted, at) : unserved(undefined, neverServed, at);
  await conclude(tx, subject, verdict, { newId: parts.newId, at });
}

const interrupted: Refusal = {
  code: 'provider-outcome-unknown',
  message: 'The service stopped while the provider worked; whether the work was done and billed is not known.',
  path: [],
  accepted: [],
};

const neverServed: Refusal = {
  code: 'provider-unavailable',
  message: 'The service stopped before it tried again; no call of this generation was served, and nothing was billed.',
  path: [],
  accepted: [],
};
