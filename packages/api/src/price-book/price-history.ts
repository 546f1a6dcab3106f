import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { bookNamed } from './books-seen.ts';
import { isKnown } from './find-price-entries.ts';
import { instantOf } from './instant-of.ts';
import { holds, priceEntryTable } from './price-entry.table.ts';
import { selectPriceEntries, type PriceEntryRow } from './price-entry-row.ts';

/** Whose timeline. */
export interface TimelineKey {
  readonly workspaceId: string;
  readonly book: string;
  readonly provider: string;
  readonly model: string;
  readonly mode: 'realtime' | 'batch';
  /** What was known by then; undefined: by now. */
  readonly knownAt: string | undefined;
}

/** Every entry of a key that was ever known, by start, then by when we knew it. */
export async function readTimeline(
  tx: Transaction,
  { workspaceId, book, provider, model, mode, knownAt }: TimelineKey,
): Promise<readonly PriceEntryRow[]> {
  const { valid, known, ...entry } = priceEntryTable;
  return await selectPriceEntries(tx)
    .where(
      and(
        eq(priceEntryTable.bookId, bookNamed({ workspaceId, book })),
        eq(entry.provider, provider),
        eq(entry.model, model),
        eq(entry.mode, mode),
        knownAt === undefined ? undefined : sql`lower(${known}) <= ${knownAt}::timestamptz`,
      ),
    )
    .orderBy(sql`lower(${valid})`, sql`lower(${known})`, entry.id);
}

/** One moment at which what was known changed. */
export interface Moment {
  readonly knownFrom: string;
  readonly changeSetId: string | null;
  readonly closed: readonly PriceEntryRow[];
  readonly added: readonly PriceEntryRow[];
}

/** The moments of a timeline, the first first. */
export function momentsOf(rows: readonly PriceEntryRow[], knownAt: string | undefined): readonly Moment[] {
  const instants = new Set(rows.flatMap(({ knownFrom, knownUntil }) => (knownUntil === null ? [knownFrom] : [knownFrom, knownUntil])));
  const seen = [...instants].filter((instant) => knownAt === undefined || instantOf(instant) <= instantOf(knownAt));
  return seen.toSorted().map((knownFrom) => {
    const added = rows.filter((row) => row.knownFrom === knownFrom);
    return { knownFrom, changeSetId: added[0]?.changeSetId ?? null, added, closed: rows.filter((row) => row.knownUntil === knownFrom) };
  });
}

/** A view of the book: what applied at an instant, as known at another. */
export interface View {
  readonly at: string;
  readonly knownAt: string | undefined;
}

/** Which keys are compared. */
export interface KeyFilter {
  readonly workspaceId: string;
  readonly book: string;
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  readonly mode?: 'realtime' | 'batch' | undefined;
}

/** A key with what applied in each of two views. */
export interface Compared {
  readonly before: PriceEntryRow | undefined;
  readonly after: PriceEntryRow | undefined;
}

/** The keys whose entries differ between two views, in order of provider, model and mode. The same price over another period is no difference. */
export async function compareViews(
  tx: Transaction,
  views: { readonly from: View; readonly to: View },
  filter: KeyFilter,
): Promise<readonly Compared[]> {
  const [before, after] = [await seenIn(tx, views.from, filter), await seenIn(tx, views.to, filter)];
  const keys = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return keys.map((key) => ({ before: before.get(key), after: after.get(key) })).filter(differs);
}

function differs({ before, after }: Compared): boolean {
  return (before?.originId ?? before?.id) !== (after?.originId ?? after?.id) || before?.baseId !== after?.baseId;
}

async function seenIn(tx: Transaction, { at, knownAt }: View, filter: KeyFilter): Promise<ReadonlyMap<string, PriceEntryRow>> {
  const rows = await selectPriceEntries(tx).where(and(matching(filter), holds(priceEntryTable.valid, at), isKnown(knownAt)));
  return new Map(rows.map((row) => [JSON.stringify([row.provider, row.model, row.mode]), row]));
}

function matching({ workspaceId, book, provider, model, mode }: KeyFilter): SQL | undefined {
  return and(
    eq(priceEntryTable.bookId, bookNamed({ workspaceId, book })),
    provider === undefined ? undefined : eq(priceEntryTable.provider, provider),
    model === undefined ? undefined : eq(priceEntryTable.model, model),
    mode === undefined ? undefined : eq(priceEntryTable.mode, mode),
  );
}
