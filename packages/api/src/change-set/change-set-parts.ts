import { refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import type { NewId } from '../platform/identifiers.ts';
import type { Transaction } from '../platform/database.ts';
import type { BookInMemory } from '../price-book/book-in-memory.ts';
import type { ChangeSetRecord } from './read-change-sets.ts';
import { lockChangeSet } from './read-change-sets.ts';
import { reviewTable } from './change-set.table.ts';

/** What working on change sets needs from the outside. */
export interface ChangeSetParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly book: BookInMemory;
}

/** Which change set, and in which state it was seen. */
export interface SeenChangeSet {
  readonly id: string;
  readonly rowVersion: number;
}

/** Keeps an open change set for the transaction. Refuses one that is not there, and one that was published or discarded. */
export async function openChangeSet(tx: Transaction, caller: Caller, id: string, path = 'id'): Promise<Outcome<ChangeSetRecord>> {
  const record = isId(id) ? await lockChangeSet(tx, { workspaceId: caller.workspaceId, id }) : undefined;
  if (record === undefined) {
    return refused({ code: 'change-set-not-found', path: [path], message: 'There is no change set of that id in this workspace.' });
  }
  return closedness(record, path) ?? { ok: true, value: record };
}

/** The refusal of a change set that was published or discarded; undefined where it is open. */
export function closedness({ set: { state } }: ChangeSetRecord, path = 'id') {
  if (state === 'draft' || state === 'submitted') return undefined;
  return refused({ code: 'change-set-closed', path: [path], message: `This change set is ${state}: make another one.` });
}

/** The refusal of a row version that is not the one at hand; undefined where it is. */
export function staleness({ set }: ChangeSetRecord, rowVersion: number) {
  if (set.rowVersion === rowVersion) return undefined;
  const message = `The change set is at row version ${set.rowVersion}, and ${rowVersion} was read: read it again before deciding on it.`;
  return refused({ code: 'stale-draft', path: ['rowVersion'], message, details: { rowVersion: set.rowVersion } });
}

/** What somebody decides, and says. */
export interface Decision {
  readonly verdict: (typeof reviewTable.$inferSelect)['verdict'];
  readonly comment: string;
}

const commentCharactersMost = 2000;

/** The refusal of a comment that is too long; undefined where it fits. */
export function badComment(comment: string) {
  if (comment.length <= commentCharactersMost) return undefined;
  return refused({ code: 'invalid-change-set', path: ['comment'], message: `A comment has at most ${commentCharactersMost} characters.` });
}

/** Writes down what was decided, and by whom. */
export async function writeReview(tx: Transaction, parts: ChangeSetParts, caller: Caller, of: ChangeSetRecord, decision: Decision) {
  const { workspaceId, id, rowVersion } = of.set;
  const by = { reviewer: identityOf(caller), reviewerName: caller.name, reviewedAt: parts.clock() };
  const said = { verdict: decision.verdict, comment: decision.comment.toWellFormed().replaceAll('\0', '\uFFFD') };
  await tx.insert(reviewTable).values({ workspaceId, changeSetId: id, id: parts.newId(), rowVersion, ...said, ...by });
}
