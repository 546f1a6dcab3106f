import { overlap } from '../time/period.ts';
import { entryDifferences, type EntryDifference } from './entry-difference.ts';
import { ratedPrice, type KnownPrice } from './known-price.ts';
import { knownPeriod, originOf } from './known-pieces.ts';
import type { KeyChange, TimelineRow } from './planned-price.ts';
import { instantWords } from './read-draft.ts';

/** A change of one key as sentences: what is new and how it differs from what applied before it, what ends, what is put back. */
export function changeWords(change: KeyChange): readonly string[] {
  const { before, after, closes } = change;
  const drafted = after.flatMap((row) => (isDrafted(row) ? [newWords(row, before)] : []));
  const rest = closes.flatMap((known) => closedWords(known, change));
  const back = after.flatMap((row) => (isPutBack(row, before) ? [`The price that was known before is put back ${span(row)}.`] : []));
  return [...drafted, ...rest, ...back];
}

/** In what a planned entry differs from the one it corrects, or else from the one that applied when it begins; none where there was none. */
export function plannedDifferences(row: TimelineRow, before: readonly KnownPrice[]): readonly EntryDifference[] {
  const compared = comparedWith(row, before);
  if (compared === undefined || row.rated === undefined) return [];
  const isCorrection = row.piece.corrects !== null;
  return entryDifferences(ratedPrice(compared), row.rated).filter(
    ({ field }) => isCorrection || (field !== 'validFrom' && field !== 'validUntil'),
  );
}

function comparedWith({ from, piece }: TimelineRow, before: readonly KnownPrice[]): KnownPrice | undefined {
  const corrected = before.find(({ id }) => id === piece.corrects);
  return corrected ?? before.findLast((known) => knownPeriod(known).from <= from);
}

function isDrafted({ planned, piece }: TimelineRow): boolean {
  return planned !== undefined && piece.draftId !== null && piece.draftId === piece.origin;
}

function isPutBack({ planned, piece }: TimelineRow, before: readonly KnownPrice[]): boolean {
  return planned !== undefined && piece.draftId === null && !before.some((known) => originOf(known) === piece.origin);
}

function newWords(row: TimelineRow, before: readonly KnownPrice[]): string {
  const what = row.piece.corrects === null ? 'A new price applies' : 'A corrected price applies';
  const differences = plannedDifferences(row, before).map(({ sentence }) => sentence);
  return [`${what} ${span(row)}.`, ...differences].join(' ');
}

/** What becomes of an entry that is no longer known as it was. */
function closedWords(known: KnownPrice, { after }: KeyChange): readonly string[] {
  const period = knownPeriod(known);
  const left = after.filter((row) => row.piece.origin === originOf(known) && row.planned !== undefined && overlap(row, period));
  const was = `The price known ${span(period)}`;
  if (after.some(({ piece }) => piece.corrects === known.id && piece.draftId === piece.origin)) return [];
  if (left.length === 0) return [`${was} no longer applies at all.`];
  const [first] = left;
  if (left.length === 1 && first !== undefined && first.from === period.from && first.until === period.until)
    return [`${was} follows its base.`];
  return [`${was} applies ${left.map(span).join(', and ')}.`];
}

function span({ from, until }: Pick<TimelineRow, 'from' | 'until'>): string {
  return until === null ? `from ${instantWords(from)} on` : `from ${instantWords(from)} until ${instantWords(until)}`;
}
