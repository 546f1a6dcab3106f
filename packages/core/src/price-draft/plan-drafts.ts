import { accepted, refused, type Outcome, type Refusal } from '../refusal/refusal.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { formatInstant } from '../time/instant.ts';
import { overlap, type Period } from '../time/period.ts';
import { entryOnBase } from '../price-book/entry-on-base.ts';
import { priceEntry, type PriceEntry } from '../price-book/price-entry.ts';
import { priceEntryInput } from '../price-book/price-entry-input.ts';
import { modifiersMost } from '../price-book/tariff-terms.ts';
import { applyDrafts, type Replaced } from './apply-drafts.ts';
import type { DraftedChange } from './drafted-changes.ts';
import { knownPeriod, knownPiece, knownPieces, originOf } from './known-pieces.ts';
import { knownPriceInput, ratedPrice, storedTariff, type KnownPrice } from './known-price.ts';
import { shared, type Piece } from './pieces.ts';
import { plannedPrice, type KeyChange, type TimelineRow } from './planned-price.ts';
import { baseKeysOf, keyText } from './price-keys.ts';

/** The book by key, and what is drafted of it. */
export interface Planning {
  readonly known: ReadonlyMap<string, readonly KnownPrice[]>;
  readonly changes: readonly DraftedChange[];
  readonly replaced: Replaced;
}

/** What publication would do, key by key; a price whose base is missing is left out, and said to be. */
export interface Plan {
  readonly changes: readonly KeyChange[];
  /** Why a price of a key cannot be worked out. */
  readonly failures: readonly PlanFailure[];
}

/** A price that cannot be worked out; `draftId` null: one that nobody drafted, but that is based on what was. */
interface PlanFailure {
  readonly key: string;
  readonly draftId: string | null;
  readonly refusal: Refusal;
}

/** Works out what changes of keys, and of the keys that are based on them, lead to. */
export function planDrafts(planning: Planning): Plan {
  const drafted = Map.groupBy(planning.changes, ({ key }) => key);
  const failures: PlanFailure[] = [];
  const done = new Map<string, readonly TimelineRow[]>();
  const pieces = new Map(
    [...affected(planning, [...drafted.keys()])].map((key) => {
      const known = knownPieces(planning.known.get(key) ?? []);
      return [key, applyDrafts(known, drafted.get(key) ?? [], planning.replaced)] as const;
    }),
  );
  const timelineOf = (key: string, under: readonly string[]): Outcome<readonly TimelineRow[]> => {
    const before = done.get(key);
    if (before !== undefined) return accepted(before);
    const ofKey = pieces.get(key);
    const known = planning.known.get(key) ?? [];
    if (ofKey === undefined) return accepted(known.map(knownRow));
    if (under.includes(key) || under.length > modifiersMost)
      return refused({ code: 'circular-modifier', message: 'It is, in the end, based on itself.' });
    const rows: TimelineRow[] = [];
    for (const piece of ofKey) {
      const made = rowsOf(piece, {
        known,
        key,
        baseRows: (base) => timelineOf(base, [...under, key]),
        holds: (base) => pieces.has(base) || planning.known.has(base),
      });
      if (made.ok) rows.push(...made.value);
      else failures.push({ key, draftId: piece.draftId, refusal: made.refusal });
    }
    done.set(key, named(rows));
    return accepted(named(rows));
  };
  const changes = [...pieces.keys()].map((key) => {
    const timeline = timelineOf(key, []);
    return keyChange(key, planning.known.get(key) ?? [], timeline.ok ? timeline.value : []);
  });
  return { changes: changes.filter(({ closes, adds }) => closes.length + adds.length > 0), failures };
}

/** The drafted keys, and those based on them, however far. */
function affected({ known, changes }: Planning, drafted: readonly string[]): ReadonlySet<string> {
  const keys = new Set(drafted);
  const based = [...known].flatMap(([key, entries]) => {
    const bases = entries.flatMap(baseKeysOf);
    return bases.length === 0 ? [] : [{ key, bases }];
  });
  for (const { price, key } of changes) if (price !== undefined) based.push({ key, bases: [...baseKeysOf(price.stated)] });
  for (let size = -1; size !== keys.size;) {
    size = keys.size;
    for (const { key, bases } of based) if (bases.some((base) => keys.has(base))) keys.add(key);
  }
  return keys;
}

interface Making {
  readonly key: string;
  readonly known: readonly KnownPrice[];
  readonly holds: (base: string) => boolean;
  readonly baseRows: (base: string) => Outcome<readonly TimelineRow[]>;
}

function rowsOf(piece: Piece, making: Making): Outcome<readonly TimelineRow[]> {
  const keys = baseKeysOf(piece.stated);
  if (keys.length === 0) {
    const rated = piece.stated.tariff.basedOn === undefined ? statedEntry(piece, piece) : undefined;
    return accepted([timelineRow(piece, piece, { making, base: undefined, rated })]);
  }
  const base = keys.find(making.holds);
  const bases = base === undefined ? accepted([]) : making.baseRows(base);
  if (!bases.ok) return bases;
  const rows: TimelineRow[] = [];
  for (const under of bases.value.filter((row) => overlap(row, piece))) {
    if (under.rated === undefined) continue;
    const period = shared(piece, under);
    const rated = entryOnBase(statedEntry(piece, period), under.rated);
    if (!rated.ok) return rated;
    rows.push(timelineRow(piece, period, { making, base: under, rated: rated.value }));
  }
  if (rows.length === 0) return refused({ code: 'modifier-without-base', message: 'What it is based on has no price while it applies.' });
  return accepted(rows);
}

interface Row {
  readonly making: Making;
  readonly base: TimelineRow | undefined;
  readonly rated: PriceEntry | undefined;
}

/** The known entry where nothing about it changes, else a planned one. */
function timelineRow(piece: Piece, period: Period, { making, base, rated }: Row): TimelineRow {
  const baseId = base?.known?.id ?? base?.planned?.localId ?? null;
  const same = making.known.find((known) => {
    const { from, until } = knownPeriod(known);
    return originOf(known) === piece.origin && from === period.from && until === period.until && known.baseId === baseId;
  });
  const at = { from: period.from, until: period.until, piece, rated };
  if (same !== undefined) return { ...at, known: same, planned: undefined };
  const localId = `${piece.origin}@${formatInstant(period.from)}`;
  const originId = piece.origin === piece.draftId ? null : piece.origin;
  const corrects =
    piece.corrects ?? making.known.find((known) => originOf(known) === piece.origin && overlap(knownPeriod(known), period))?.id ?? null;
  const ratedTariff = baseId === null || rated === undefined ? null : withoutBase(rated);
  const planned = plannedPrice({ ...piece, corrects }, period, { localId, originId, baseId, ratedTariff, kind: rated?.kind ?? 'metered' });
  return { ...at, known: undefined, planned };
}

/** Of a drafted price that falls in parts, the later ones name the first as the one whose price they are. */
function named(rows: readonly TimelineRow[]): readonly TimelineRow[] {
  const firsts = new Map<string, string>();
  return rows.map((row) => {
    const { planned, piece } = row;
    if (planned === undefined || piece.origin !== piece.draftId) return row;
    const first = firsts.get(piece.origin);
    if (first === undefined) firsts.set(piece.origin, planned.localId);
    return first === undefined ? row : { ...row, planned: { ...planned, originId: first } };
  });
}

function withoutBase(rated: PriceEntry) {
  const { basedOn: _basedOn, ...own } = rated;
  return storedTariff(priceEntryInput(own));
}

/** A piece as an entry; it was read before it came here. */
function statedEntry({ stated, origin }: Piece, { from, until }: Period): PriceEntry {
  const period = { validFrom: formatInstant(from), validUntil: until === null ? null : formatInstant(until) };
  return mustHold(priceEntry(knownPriceInput({ ...stated, ...period, id: origin })));
}

function knownRow(known: KnownPrice): TimelineRow {
  return { ...knownPeriod(known), known, planned: undefined, piece: knownPiece(known), rated: ratedPrice(known) };
}

function keyChange(key: string, before: readonly KnownPrice[], after: readonly TimelineRow[]): KeyChange {
  const [provider, model, mode] = JSON.parse(key) as [string, string, KeyChange['mode']];
  const kept = new Set(after.flatMap(({ known }) => known?.id ?? []));
  return {
    provider,
    model,
    mode,
    before,
    after,
    closes: before.filter(({ id }) => !kept.has(id)),
    adds: after.flatMap(({ planned }) => planned ?? []),
  };
}

/** Entries by key, each key's in order of start, in whatever order they come. */
export function byKey(known: readonly KnownPrice[]): ReadonlyMap<string, readonly KnownPrice[]> {
  return new Map([...Map.groupBy(known, keyText)].map(([key, entries]) => [key, inOrderOfStart(entries)]));
}

function inOrderOfStart(entries: readonly KnownPrice[]): readonly KnownPrice[] {
  if (entries.length === 1) return entries;
  const starts = new Map(entries.map((entry) => [entry, knownPeriod(entry).from]));
  return entries.toSorted((a, b) => ((starts.get(a) ?? 0n) < (starts.get(b) ?? 0n) ? -1 : 1));
}
