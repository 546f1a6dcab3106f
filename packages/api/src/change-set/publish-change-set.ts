import { accepted, invariant, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { identityOf } from '../access/caller-identity.ts';
import { forbiddenSentence, mayCall } from '../access/access-matrix.ts';
import type { Caller } from '../access/caller.ts';
import { asSystem } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { badComment, closedness, openChangeSet, staleness, writeReview } from './change-set-parts.ts';
import type { ChangeSetParts, SeenChangeSet } from './change-set-parts.ts';
import { checkChangeSet, type CheckedChangeSet } from './check-change-set.ts';
import { lockChangeSet } from './read-change-sets.ts';
import type { ChangeSetRecord } from './read-change-sets.ts';
import { seesChangeSet } from './show-change-set.ts';
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
    await writeReview(tx, parts, caller, record, { verdict: 'approve', comment: approval.comment });
    await writePublication(tx, parts, { record, caller, checked, at });
    const published = await lockChangeSet(tx, { workspaceId: caller.workspaceId, id: record.set.id });
    invariant(published !== undefined, 'A change set is never deleted.');
    return accepted(published);
  });
}

/** What a publication does, once nothing stands against it. */
interface Publication {
  readonly record: ChangeSetRecord;
  readonly caller: Caller;
  readonly checked: CheckedChangeSet;
  readonly at: Date;
}

/** Writes what was confirmed, that the set is published, and its entries: the database looks at all of it when the transaction commits. */
export async function writePublication(tx: Transaction, { newId }: Pick<ChangeSetParts, 'newId'>, publication: Publication): Promise<void> {
  const { record, checked } = publication;
  const knownFrom = await knownInstant(tx, publication);
  await writeConfirmations(tx, publication);
  await markPublished(tx, publication, knownFrom);
  await writeChanges(tx, { set: record.set, changes: checked.changes, knownFrom, newId });
}

/**
 * Why a caller may not publish a change set as it stands, said before they try; undefined where they may, once what is odd is confirmed. The role is looked at too, since
 * nobody asked for the mutation yet.
 */
export async function hindranceTo(tx: Transaction, record: ChangeSetRecord, caller: Caller, checked: CheckedChangeSet) {
  const operation = 'Mutation.publishPriceChangeSet';
  if (!mayCall(caller, operation)) return refused({ code: 'forbidden', path: [], message: forbiddenSentence(caller, operation) });
  const confirmations = checked.problems.map(({ name }) => name);
  return (
    closedness(record) ??
    (await notByThisOne(tx, record, caller)) ??
    unpublishable(checked, { comment: '', confirmations, fingerprint: undefined })
  );
}

async function notByThisOne(tx: Transaction, record: ChangeSetRecord, caller: Caller) {
  const { set } = record;
  if (!seesChangeSet(record, caller)) {
    const message = 'Who does not see costs publishes what was submitted to them: let whoever wrote it submit it.';
    return refused({ code: 'change-set-not-submitted', path: ['id'], message });
  }
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
async function knownInstant(tx: Transaction, { record: { set }, checked, at }: Publication): Promise<string> {
  const closes = checked.changes.flatMap((change) => change.closes.map(({ id }) => id));
  const { rows } = await tx.execute<{ instant: string }>(sql`
    SELECT to_char(greatest(${at.toISOString()}::timestamptz, max(lower(known)) + interval '1 microsecond') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS instant
    FROM price_entry WHERE book_id = ${set.bookId}::uuid AND id = ANY(${sql.param(closes)}::uuid[])`);
  return rows[0]?.instant ?? at.toISOString();
}

async function writeConfirmations(tx: Transaction, { record: { set }, caller, checked, at }: Publication): Promise<void> {
  const said = checked.problems.map(({ draftId, code, field, message }) => ({ draft_id: draftId, code, field, message }));
  await tx.execute(sql`
    INSERT INTO price_confirmation (workspace_id, change_set_id, draft_id, code, field, message, confirmed_by, confirmed_by_name, confirmed_at)
    SELECT ${set.workspaceId}::uuid, ${set.id}::uuid, draft_id, code, field, message, ${identityOf(caller)}, ${caller.name}, ${at.toISOString()}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(said)}::jsonb) AS said (draft_id uuid, code text, field text, message text)`);
}

async function markPublished(tx: Transaction, { record: { set }, caller, at }: Publication, knownFrom: string): Promise<void> {
  await tx.execute(sql`
    UPDATE price_change_set SET state = 'published', row_version = row_version + 1, changed_at = ${at.toISOString()}::timestamptz,
      approver = ${identityOf(caller)}, approver_name = ${caller.name}, published_at = ${at.toISOString()}::timestamptz, known_from = ${knownFrom}::timestamptz
    WHERE workspace_id = ${set.workspaceId}::uuid AND id = ${set.id}::uuid`);
}
