import { accepted, invariant, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { asSystem } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { badComment, openChangeSet, staleness, writeReview } from './change-set-parts.ts';
import type { ChangeSetParts, SeenChangeSet } from './change-set-parts.ts';
import { checkChangeSet, type CheckedChangeSet } from './check-change-set.ts';
import { lockChangeSet } from './read-change-sets.ts';
import type { ChangeSetRecord } from './read-change-sets.ts';
import { asksForTwoPeople } from './two-people.ts';
import { writeChanges } from './write-changes.ts';

/** What whoever publishes says. */
export interface Approval {
  readonly comment: string;
  /** The names of the problems that are confirmed. */
  readonly confirmations: readonly string[];
  /** What was reviewed: refused where publication would do anything else. Undefined: whatever it does. */
  readonly fingerprint: string | undefined;
}

/**
 * Publishes a change set as a whole, in one transaction: every entry it ends and every one it adds is known from one instant. One publication at a time, so that what was checked is
 * what is done. Refused: a row version that is not the one at hand, one's own where two people are asked for, drafts with problems.
 */
export async function publishChangeSet(
  parts: ChangeSetParts,
  caller: Caller,
  seen: SeenChangeSet,
  approval: Approval,
): Promise<Outcome<ChangeSetRecord>> {
  const tooLong = badComment(approval.comment);
  if (tooLong !== undefined) return tooLong;
  return await asSystem(parts.database, async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('halfpenny: publication'))`);
    const open = await openChangeSet(tx, caller, seen.id);
    if (!open.ok) return open;
    const record = open.value;
    const notBy = staleness(record, seen.rowVersion) ?? (await notByThisOne(tx, record, caller));
    if (notBy !== undefined) return notBy;
    const at = parts.clock();
    const checked = await checkChangeSet(tx, record, { book: parts.book, at });
    const unfit = unpublishable(checked, approval);
    if (unfit !== undefined) return unfit;
    const knownFrom = await knownInstant(tx, record, { at, closes: checked.changes.flatMap(({ closes }) => closes.map(({ id }) => id)) });
    await writeReview(tx, parts, caller, record, { verdict: 'approve', comment: approval.comment });
    await markPublished(tx, record, { caller, at, knownFrom });
    await writeChanges(tx, { set: record.set, changes: checked.changes, knownFrom, newId: parts.newId });
    const published = await lockChangeSet(tx, { workspaceId: caller.workspaceId, id: record.set.id });
    invariant(published !== undefined, 'A change set is never deleted.');
    return accepted(published);
  });
}

async function notByThisOne(tx: Transaction, { set }: ChangeSetRecord, caller: Caller) {
  if (!(await asksForTwoPeople(tx, set))) return undefined;
  if (set.writers.includes(identityOf(caller))) {
    const message = `"${caller.name}" wrote in this change set, and its book asks for two people: let somebody else publish it.`;
    return refused({ code: 'own-change-set', path: ['id'], message });
  }
  if (set.state === 'submitted') return undefined;
  return refused({
    code: 'change-set-not-submitted',
    path: ['id'],
    message: 'Its book asks for two people: the change set is submitted by one, and published by another.',
  });
}

function unpublishable({ problems, changes, fingerprint }: CheckedChangeSet, approval: Approval) {
  if (approval.fingerprint !== undefined && approval.fingerprint !== fingerprint) {
    const message = 'Prices were published since this was reviewed, so that it would do something else now: review it again.';
    return refused({ code: 'stale-draft', path: ['fingerprint'], message, accepted: [fingerprint] });
  }
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first !== undefined) {
    const message = `${errors.length === 1 ? 'One problem keeps' : `${errors.length} problems keep`} it from being published. The first: ${first.message}`;
    return refused({ code: 'draft-incomplete', path: ['id'], message, details: { problems: errors } });
  }
  const open = problems.filter(({ name }) => !approval.confirmations.includes(name));
  if (open.length > 0) {
    const message = `${open.length === 1 ? 'One problem is' : `${open.length} problems are`} to be confirmed by name. The first: ${open[0]?.message}`;
    return refused({ code: 'problems-unconfirmed', path: ['confirmations'], message, accepted: open.map(({ name }) => name) });
  }
  if (changes.length === 0) return refused({ code: 'invalid-change-set', path: ['id'], message: 'It would change nothing that is known.' });
  return undefined;
}

/** Now; or, where a clock lags behind what was known last, the first instant after that. As PostgreSQL writes it. */
async function knownInstant(
  tx: Transaction,
  { set }: ChangeSetRecord,
  { at, closes }: { readonly at: Date; readonly closes: readonly string[] },
): Promise<string> {
  const { rows } = await tx.execute<{ instant: string }>(sql`
    SELECT to_char(greatest(${at.toISOString()}::timestamptz, max(lower(known)) + interval '1 microsecond') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS instant
    FROM price_entry WHERE book_id = ${set.bookId}::uuid AND id = ANY(${sql.param([...closes])}::uuid[])`);
  return rows[0]?.instant ?? at.toISOString();
}

interface Publication {
  readonly caller: Caller;
  readonly at: Date;
  readonly knownFrom: string;
}

async function markPublished(tx: Transaction, { set }: ChangeSetRecord, { caller, at, knownFrom }: Publication): Promise<void> {
  await tx.execute(sql`
    UPDATE price_change_set SET state = 'published', row_version = row_version + 1, changed_at = ${at.toISOString()}::timestamptz,
      approver = ${identityOf(caller)}, approver_name = ${caller.name}, published_at = ${at.toISOString()}::timestamptz, known_from = ${knownFrom}::timestamptz
    WHERE workspace_id = ${set.workspaceId}::uuid AND id = ${set.id}::uuid`);
}
