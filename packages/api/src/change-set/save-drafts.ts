import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import type { CreatePriceChangeSetInput, SaveDraftsInput } from './change-set-input.type.ts';
import { openChangeSet, staleness } from './change-set-parts.ts';
import type { ChangeSetParts } from './change-set-parts.ts';
import { changeSetTable, draftTable } from './change-set.table.ts';
import { checkDraftInputs, draftsMost } from './check-draft-input.ts';
import type { StorableDraft } from './check-draft-input.ts';
import { lockChangeSet } from './read-change-sets.ts';
import type { ChangeSetRecord } from './read-change-sets.ts';

/** Makes a change set with its first drafts. Refuses a book that is not there. Paths lead from the input on. */
export async function createChangeSet(
  parts: ChangeSetParts,
  caller: Caller,
  input: CreatePriceChangeSetInput,
): Promise<Outcome<ChangeSetRecord>> {
  const words = checkWords(input);
  if (!words.ok) return words;
  const drafts = checkDraftInputs(input.drafts, 'drafts');
  if (!drafts.ok) return drafts;
  const { workspaceId, name } = caller;
  return await withWorkspace(parts.database, workspaceId, async (tx) => {
    const bookId = await findBook(tx, workspaceId, input.book);
    if (bookId === undefined) return badSet(['book'], 'There is no price book of that name.');
    const [id, at] = [parts.newId(), parts.clock()];
    const made = { state: 'draft' as const, rowVersion: 1, authorName: name, writers: [identityOf(caller)], createdAt: at, changedAt: at };
    await tx.insert(changeSetTable).values({ workspaceId, id, bookId, ...words.value, ...made });
    await writeDrafts(tx, parts, { caller, changeSetId: id, rowVersion: 1, drafts: drafts.value, first: 0 });
    return await reread(tx, caller, id);
  });
}

/**
 * Saves drafts of a change set together, and takes it back from review. Refuses to overwrite: where another has since written, or removed, one of the
 * same drafts, nothing is saved.
 */
export async function saveDrafts(parts: ChangeSetParts, caller: Caller, input: SaveDraftsInput): Promise<Outcome<ChangeSetRecord>> {
  const words = checkWords(input);
  if (!words.ok) return words;
  const drafts = checkDraftInputs(input.upserts, 'upserts');
  if (!drafts.ok) return drafts;
  const removals = input.removals.filter(isId).map((id) => id.toLowerCase());
  return await withWorkspace(parts.database, caller.workspaceId, async (tx) => {
    const open = await openChangeSet(tx, caller, input.changeSetId, 'changeSetId');
    if (!open.ok) return open;
    const collision = collide(open.value, input.rowVersion, [...removals, ...drafts.value.flatMap(({ id }) => id ?? [])]);
    if (collision !== undefined) return collision;
    const { set, drafts: held } = open.value;
    const added = drafts.value.filter(({ id }) => !held.some((draft) => draft.id === id)).length;
    if (held.length + added > draftsMost) return badSet(['upserts'], `A change set holds at most ${draftsMost} drafts.`);
    const rowVersion = set.rowVersion + 1;
    const writers = [...new Set([...set.writers, identityOf(caller)])];
    const change = { ...words.value, state: 'draft', rowVersion, writers, changedAt: parts.clock() } as const;
    await tx.update(changeSetTable).set(change).where(eq(changeSetTable.id, set.id));
    if (removals.length > 0) await tx.delete(draftTable).where(and(eq(draftTable.changeSetId, set.id), inArray(draftTable.id, removals)));
    const first = Math.max(-1, ...held.map(({ position }) => position)) + 1;
    await writeDrafts(tx, parts, { caller, changeSetId: set.id, rowVersion, drafts: drafts.value, first });
    return await reread(tx, caller, set.id);
  });
}

/** A draft carries the row version at which it was last written: one that is later than what was read was written by somebody else meanwhile. */
function collide(record: ChangeSetRecord, rowVersion: number, touched: readonly string[]) {
  const { set, drafts } = record;
  if (set.rowVersion === rowVersion) return undefined;
  if (set.state === 'submitted' || rowVersion > set.rowVersion) return staleness(record, rowVersion);
  const later = drafts.filter((draft) => touched.includes(draft.id) && draft.rowVersion > rowVersion);
  const [first] = later;
  if (first === undefined) return undefined;
  const message = `${first.writtenBy} has written ${later.length === 1 ? 'one of these drafts' : `${later.length} of these drafts`} since: read the change set again, nothing was saved.`;
  return refused({
    code: 'stale-draft',
    path: ['rowVersion'],
    message,
    details: { rowVersion: set.rowVersion, drafts: later.map(({ id }) => id) },
  });
}

interface Writing {
  readonly caller: Caller;
  readonly changeSetId: string;
  readonly rowVersion: number;
  readonly drafts: readonly StorableDraft[];
  /** The position of the first that is new. */
  readonly first: number;
}

const rowsAtOnce = 1000;

async function writeDrafts(
  tx: Transaction,
  parts: ChangeSetParts,
  { caller, changeSetId, rowVersion, drafts, first }: Writing,
): Promise<void> {
  const written = { workspaceId: caller.workspaceId, changeSetId, rowVersion, writtenBy: caller.name, writtenAt: parts.clock() };
  const rows = drafts.map((draft, index) => ({ ...draft, id: draft.id ?? parts.newId(), position: first + index, ...written }));
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await tx
      .insert(draftTable)
      .values(rows.slice(start, start + rowsAtOnce))
      .onConflictDoUpdate({ target: [draftTable.workspaceId, draftTable.changeSetId, draftTable.id], set: asGiven });
  }
}

const asGiven = Object.fromEntries(
  (['rowVersion', 'action', 'targetId', 'entry', 'endsAt', 'writtenBy', 'writtenAt'] as const).map((column) => [
    column,
    sql.raw(`excluded.${draftTable[column].name}`),
  ]),
);

async function reread(tx: Transaction, { workspaceId }: Caller, id: string): Promise<Outcome<ChangeSetRecord>> {
  const record = await lockChangeSet(tx, { workspaceId, id });
  return record === undefined ? badSet([], 'The change set is gone.') : accepted(record);
}

/** A book of this workspace goes before one of the same name that is everyone's. */
async function findBook(tx: Transaction, workspaceId: string, name: string): Promise<string | undefined> {
  const { rows } = await tx.execute<{ id: string }>(
    sql`SELECT id FROM price_book WHERE name = ${name} AND scope IN ('*', ${workspaceId}) ORDER BY scope = '*' LIMIT 1`,
  );
  return rows[0]?.id;
}

interface Words {
  readonly title?: string | null | undefined;
  readonly reason?: string | null | undefined;
}

function checkWords({
  title,
  reason,
}: Words & { readonly title: string; readonly reason: string }): Outcome<{ title: string; reason: string }>;
function checkWords(words: Words): Outcome<{ title?: string; reason?: string }>;
function checkWords({ title, reason }: Words): Outcome<{ title?: string; reason?: string }> {
  const [named, why] = [title?.trim(), reason?.trim()];
  const isStorable = [named, why].every((text) => text === undefined || (text.isWellFormed() && !text.includes('\0')));
  if (!isStorable || (named !== undefined && (named === '' || Array.from(named).length > 200)))
    return badSet(['title'], 'A change set has a title of 1 to 200 characters.');
  if (why !== undefined && Array.from(why).length > 2000) return badSet(['reason'], 'A reason has at most 2,000 characters.');
  return accepted({ ...(named !== undefined && { title: named }), ...(why !== undefined && { reason: why }) });
}

function badSet(path: readonly string[], message: string): Outcome<never> {
  return refused({ code: 'invalid-change-set', path, message });
}
