import { accepted, parseInstant, refused, type Outcome, type PriceEntry } from '@halfpenny/core';
import type { Caller } from '../access/caller.ts';
import type { ChangeSetParts } from '../change-set/change-set-parts.ts';
import { createChangeSet } from '../change-set/save-drafts.ts';
import { knownEntries } from './known-entries.ts';
import type { ListedEntry, ListOptions, ListProblem, PriceList } from './price-list.ts';
import { readPriceList, type ListFormat } from './read-price-list.ts';
import { isSamePrice } from './same-price.ts';

/** A list to be drafted, and what its change set is to be called. */
export interface ListToImport extends ListOptions {
  readonly source: AsyncIterable<Uint8Array>;
  readonly format: ListFormat;
  readonly book: string;
  readonly title: string;
  readonly reason: string;
}

/** What came of an import: the change set that holds its drafts, and everything that is not in it. */
export interface ImportedList {
  /** Null: there was nothing to draft. */
  readonly changeSetId: string | null;
  readonly drafted: number;
  readonly notUnderstood: readonly ListProblem[];
  readonly leftOut: PriceList['leftOut'];
}

const problemsShown = 1000;

/**
 * Drafts what a price list says as one change set: nothing of it is in force before that is published. What the book already has in force is left out. Refuses a list of
 * which nothing was understood, with each line and why.
 */
export async function importPriceList(parts: ChangeSetParts, caller: Caller, list: ListToImport): Promise<Outcome<ImportedList>> {
  if (!parseInstant(list.from).ok)
    return refused({ code: 'invalid-instant', path: ['from'], message: `${JSON.stringify(list.from)} is no day such as 2026-12-01.` });
  const read = await readPriceList(list.source, list);
  if (!read.ok) return read;
  const { entries, problems, leftOut } = read.value;
  if (entries.length === 0 && problems.length > 0) return nothingUnderstood(problems);
  const known = await knownEntries(parts.database, { workspaceId: caller.workspaceId, book: list.book });
  const { fresh, same } = parted(entries, known);
  const about = {
    notUnderstood: problems.slice(0, problemsShown),
    leftOut: same === 0 ? leftOut : [...leftOut, { why: 'the price the book already has', count: same }],
  };
  if (fresh.length === 0) return accepted({ changeSetId: null, drafted: 0, ...about });
  const drafts = fresh.map(({ input: { id: _id, ...entry } }) => ({ action: 'add' as const, entry }));
  const made = await createChangeSet(parts, caller, { book: list.book, title: list.title, reason: list.reason, drafts });
  return made.ok ? accepted({ changeSetId: made.value.set.id, drafted: drafts.length, ...about }) : made;
}

/** Which entries are new, and how many the book has: in force when they begin, and until they end. */
function parted(
  entries: readonly ListedEntry[],
  known: readonly PriceEntry[],
): { readonly fresh: readonly ListedEntry[]; readonly same: number } {
  const byKey = new Map<string, PriceEntry[]>();
  for (const entry of known) byKey.set(keyOf(entry), [...(byKey.get(keyOf(entry)) ?? []), entry]);
  const fresh = entries.filter(({ entry }) => {
    const other = byKey.get(keyOf(entry))?.find((each) => covers(each, entry));
    return other === undefined || !isSamePrice(entry, other);
  });
  return { fresh, same: entries.length - fresh.length };
}

function covers(other: PriceEntry, { validFrom, validUntil }: PriceEntry): boolean {
  const begins = Date.parse(other.validFrom) <= Date.parse(validFrom);
  const goesOn = other.validUntil === null || Date.parse(other.validUntil) > Date.parse(validFrom);
  return begins && goesOn && (validUntil === null || validUntil === other.validUntil);
}

function keyOf({ provider, model, mode }: PriceEntry): string {
  return JSON.stringify([provider, model, mode]);
}

function nothingUnderstood(problems: readonly ListProblem[]): Outcome<ImportedList> {
  const [first] = problems;
  const where = first === undefined ? '' : ` First, in line ${first.line}, ${first.at}: ${first.message}`;
  return refused({
    code: 'invalid-price-list',
    message: `Nothing of the list was understood.${where}`,
    details: { notUnderstood: problems.slice(0, problemsShown) },
  });
}
