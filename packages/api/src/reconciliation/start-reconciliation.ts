import { accepted, refused, type Outcome } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { providerAccountTable } from '../access/provider-account.table.ts';
import { engineVersion } from '../ledger/engine-version.ts';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace, type Database, type Transaction } from '../platform/database.ts';
import { isId, type NewId } from '../platform/identifiers.ts';
import { enqueue } from '../queue/tasks.ts';
import { latestVersion } from '../statement/statement-lines.ts';
import { pinPolicy } from './pin-policy.ts';
import { findRun } from './read-reconciliations.ts';
import { reconciliationRunTable } from './reconciliation.table.ts';

/** What starting a run needs from the outside. */
export interface StartingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Which statement: of a provider account, over a period of UTC days, half-open. */
export interface ReconciliationAsked {
  readonly providerAccountId: string;
  readonly from: string;
  readonly until: string;
}

const daysMost = 400;
const dayMilliseconds = 86_400_000;

/** Starts to hold the statement of an account against the ledger, pinned to the versions and the policy there are now. Answers with the id of the run. */
export async function startReconciliation(parts: StartingParts, caller: Caller, asked: ReconciliationAsked): Promise<Outcome<string>> {
  const [periodFrom, periodUntil] = [new Date(asked.from), new Date(asked.until)];
  const days = (periodUntil.getTime() - periodFrom.getTime()) / dayMilliseconds;
  if (!(days > 0 && days <= daysMost))
    return invalid(`A reconciliation is of a period of at most ${daysMost} days, which begins before it ends.`, ['until']);
  return await withWorkspace(parts.database, caller.workspaceId, async (tx) => {
    const account = await findAccount(tx, asked.providerAccountId);
    if (account === undefined)
      return invalid('No provider account of this workspace has that id: its owner holds its statements against the ledger.', [
        'providerAccountId',
      ]);
    const version = async (series: string): Promise<number | undefined> => await latestVersion(tx, account.id, series);
    const versions = {
      charges: await version('charges'),
      images: await version('usage_images'),
      completions: await version('usage_completions'),
      payable: await version('payable'),
    };
    const policy = await pinPolicy(tx, { account, periodFrom });
    const approvalAbove = policy.approvalAbove ?? '0';
    const pinned = { periodFrom, periodUntil, versions, policy, approvalAbove, repeats: null, knownAt: null, engineVersion };
    return accepted(await queueRun(tx, parts, caller, { ...pinned, providerAccountId: account.id, book: account.book }));
  });
}

/** Makes a run once more of the inputs it was made of. Its hash is the same, and so is all it finds. */
export async function repeatReconciliation(parts: StartingParts, caller: Caller, id: string): Promise<Outcome<string>> {
  return await withWorkspace(parts.database, caller.workspaceId, async (tx) => {
    const run = isId(id) ? await findRun(tx, id) : undefined;
    if (run?.hash == null)
      return refused({
        code: 'run-not-found',
        message: 'No reconciliation of this workspace that came to its end has that id.',
        path: ['id'],
      });
    const { periodFrom, periodUntil, versions, policy, knownAt, providerAccountId, book } = run;
    const again = { periodFrom, periodUntil, versions, policy, knownAt, providerAccountId, book, approvalAbove: run.approvalAbove };
    return accepted(await queueRun(tx, parts, caller, { ...again, repeats: run.id, engineVersion: run.engineVersion }));
  });
}

type Pinned = Pick<
  typeof reconciliationRunTable.$inferInsert,
  | 'providerAccountId'
  | 'book'
  | 'periodFrom'
  | 'periodUntil'
  | 'versions'
  | 'policy'
  | 'approvalAbove'
  | 'repeats'
  | 'knownAt'
  | 'engineVersion'
>;

async function queueRun(tx: Transaction, { clock, newId }: StartingParts, caller: Caller, pinned: Pinned): Promise<string> {
  const id = newId();
  await tx.insert(reconciliationRunTable).values({
    ...pinned,
    workspaceId: caller.workspaceId,
    id,
    state: 'queued',
    step: 'waiting',
    lines: 0,
    charges: 0,
    items: 0,
    startedBy: identityOf(caller),
    startedByName: caller.name,
    createdAt: clock(),
  });
  await enqueue(tx, { task: 'reconcile', payload: { workspaceId: caller.workspaceId, runId: id } });
  return id;
}

async function findAccount(tx: Transaction, id: string): Promise<typeof providerAccountTable.$inferSelect | undefined> {
  if (!isId(id)) return undefined;
  const [account] = await tx.select().from(providerAccountTable).where(eq(providerAccountTable.id, id));
  return account;
}

function invalid(message: string, path: readonly string[]): Outcome<never> {
  return refused({ code: 'invalid-run', message, path });
}
