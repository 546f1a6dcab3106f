import { refused } from '@halfpenny/core';
import type { Refused } from '@halfpenny/core';
import type { Caller } from '../access/caller.ts';
import { seesCost, seesFigures } from '../access/sees-cost.ts';
import { readChangeSet } from '../change-set/read-change-sets.ts';
import { seesChangeSet } from '../change-set/show-change-set.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import type { StoredRun } from './rating-run.table.ts';

/** Of runs, those whose figures a caller may see: an impact with the change set it is of, a re-rating while it waits for approval or where that was theirs. */
export async function runsInSight(tx: Transaction, caller: Caller, runs: readonly StoredRun[]): Promise<readonly StoredRun[]> {
  if (seesCost(caller)) return runs;
  const seen: StoredRun[] = [];
  for (const run of runs) {
    const deciders = run.approver === null ? [] : [run.approver];
    const isSeen =
      run.kind === 'rerating'
        ? seesFigures(caller, { waits: run.state === 'rated', deciders })
        : run.atProvider === null && (await isSetInSight(tx, caller, run.changeSetId));
    if (isSeen) seen.push(run);
  }
  return seen;
}

/** The refusal of an impact whose figures its caller could not see; undefined where they could. */
export async function blindImpact(
  database: Database,
  caller: Caller,
  asked: { readonly changeSetId?: string | null | undefined; readonly provider?: string | null | undefined },
): Promise<Refused | undefined> {
  if (seesCost(caller)) return undefined;
  const ofSet = asked.provider == null && asked.changeSetId != null;
  if (ofSet && (await withWorkspace(database, caller.workspaceId, (tx) => isSetInSight(tx, caller, asked.changeSetId)))) return undefined;
  const message = 'Who does not see costs asks for the impact of a change set that waits for approval, and for no other.';
  return refused({ code: 'forbidden', path: [asked.provider == null ? 'changeSetId' : 'provider'], message });
}

async function isSetInSight(tx: Transaction, caller: Caller, id: string | null | undefined): Promise<boolean> {
  const record = id != null && isId(id) ? await readChangeSet(tx, id) : undefined;
  return record !== undefined && seesChangeSet(record, caller);
}
