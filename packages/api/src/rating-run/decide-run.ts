import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { and, eq, sql } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import { identityOf } from '../access/caller-identity.ts';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { enqueue } from '../queue/tasks.ts';
import { ratingRunTable } from './rating-run.table.ts';
import type { StoredRun } from './rating-run.table.ts';

/** What deciding needs from the outside. */
export interface DecidingParts {
  readonly database: Database;
  readonly clock: Clock;
}

/** Approves what a rerating proposes: from now on it is written. Once approved, approving it again changes nothing. */
export async function approveRerating(parts: DecidingParts, caller: Caller, id: string): Promise<Outcome<string>> {
  return await decide(parts, caller, id, async (tx, run) => {
    if (run.state === 'approved' || run.state === 'written') return accepted(id);
    if (run.state !== 'rated') return notNow(run);
    const by = identityOf(caller);
    if (by === run.startedBy && (await asksForTwo(tx, caller.workspaceId))) return refused(ownRun);
    await tx
      .update(ratingRunTable)
      .set({ state: 'approved', approver: by, approverName: caller.name, approvedAt: parts.clock() })
      .where(eq(ratingRunTable.id, id));
    await enqueue(tx, { task: 'write-corrections', payload: { workspaceId: caller.workspaceId, runId: id } });
    return accepted(id);
  });
}

/** Discards what a rerating proposes: nothing of it is ever written. */
export async function discardRerating(parts: DecidingParts, caller: Caller, id: string): Promise<Outcome<string>> {
  return await decide(parts, caller, id, async (tx, run) => {
    if (run.state === 'discarded') return accepted(id);
    if (run.state !== 'rated') return notNow(run);
    await tx.update(ratingRunTable).set({ state: 'discarded' }).where(eq(ratingRunTable.id, id));
    return accepted(id);
  });
}

type Decision = (tx: Transaction, run: StoredRun) => Promise<Outcome<string>>;

async function decide({ database }: DecidingParts, { workspaceId }: Caller, id: string, decision: Decision): Promise<Outcome<string>> {
  if (!isId(id)) return notFound();
  return await withWorkspace(database, workspaceId, async (tx) => {
    const [run] = await tx
      .select()
      .from(ratingRunTable)
      .where(and(eq(ratingRunTable.id, id), eq(ratingRunTable.kind, 'rerating')))
      .for('no key update');
    return run === undefined ? notFound() : await decision(tx, run);
  });
}

async function asksForTwo(tx: Transaction, workspaceId: string): Promise<boolean> {
  const { rows } = await tx.execute<{ two: boolean }>(sql`SELECT rerating_asks_for_two_people(${workspaceId}::uuid) AS two`);
  return rows[0]?.two === true;
}

function notFound(): Outcome<never> {
  return refused({ code: 'run-not-found', message: 'No re-rating of this workspace has that id.', path: ['id'] });
}

function notNow({ state }: StoredRun): Outcome<never> {
  const message =
    state === 'queued' || state === 'rating' ? 'It is still rated: decide once it has come to its end.' : `It is ${state}: that stands.`;
  return refused({ code: 'run-closed', message, path: ['id'], details: { state: state.toUpperCase() } });
}

const ownRun = {
  code: 'own-run',
  message: 'The cost book asks for two people: a re-rating is approved by somebody else than who started it.',
  path: ['id'],
} as const;
