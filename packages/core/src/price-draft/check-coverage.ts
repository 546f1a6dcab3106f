import { parseInstant, type Instant } from '../time/instant.ts';
import { overlap, type Period } from '../time/period.ts';
import { pricedModel } from './billable-models.ts';
import { knownPeriod } from './known-pieces.ts';
import type { DraftedChange } from './drafted-changes.ts';
import { problem, type DraftProblem } from './price-draft.ts';
import type { KeyChange, TimelineRow } from './planned-price.ts';
import { instantWords } from './read-draft.ts';

/**
 * What a change does to time: a stretch without any price that was not there before, a price that begins in the past and takes another's place, one without an end that takes the place of
 * what is scheduled after it. Each must be confirmed by name. `cause` is the draft to speak of where nobody drafted the key itself.
 */
export function checkCoverage(
  change: KeyChange,
  drafted: readonly DraftedChange[],
  { at, cause }: { readonly at: Instant; readonly cause: string },
): readonly DraftProblem[] {
  const own = drafted.filter(({ draft }) => draft.action === 'add');
  return [
    ...gaps(change, drafted, cause),
    ...own.flatMap((addition) => pastProblems(change, addition, at)),
    ...own.flatMap((addition) => scheduledProblems(change, addition)),
  ];
}

function gaps(change: KeyChange, drafted: readonly DraftedChange[], cause: string): readonly DraftProblem[] {
  const { provider, model, mode, before } = change;
  const shutDown = shutDownOf(provider, model);
  return gapsOf(change).flatMap(({ gap, row, next }) => {
    const wasCovered = before.some((known) => overlap(knownPeriod(known), gap));
    const isOpened = next !== undefined && row !== undefined && (isPlanned(row) || isPlanned(next));
    if ((!wasCovered && !isOpened) || isMeant(gap, drafted) || (next === undefined && shutDown !== undefined && gap.from >= shutDown))
      return [];
    const draftId = next?.piece.draftId ?? row?.piece.draftId ?? cause;
    const span = `From ${instantWords(gap.from)} ${gap.until === null ? 'on' : `until ${instantWords(gap.until)}`}`;
    const message = `${span}, no price of ${model} at ${provider}, ${mode}, would be in force: requests would be refused.`;
    return [
      problem({ draftId, field: next?.piece.draftId == null ? 'until' : 'from', code: 'gap-in-coverage', severity: 'confirm', message }),
    ];
  });
}

interface Gap {
  readonly gap: Period;
  readonly row: TimelineRow | undefined;
  readonly next: TimelineRow | undefined;
}

/** Stretches without a price: before the first where there was one, between two, after the last. */
function gapsOf({ before, after }: KeyChange): readonly Gap[] {
  const start = before[0] === undefined ? undefined : knownPeriod(before[0]).from;
  const [first] = after;
  const head =
    start !== undefined && (first === undefined || start < first.from)
      ? [{ gap: { from: start, until: first?.from ?? null }, row: undefined, next: first }]
      : [];
  const rest = after.flatMap((row, index) => {
    const next = after[index + 1];
    return row.until === null || row.until === next?.from ? [] : [{ gap: { from: row.until, until: next?.from ?? null }, row, next }];
  });
  return [...head, ...rest];
}

/** A price that somebody ends or withdraws is meant to be gone. */
function isMeant(gap: Period, drafted: readonly DraftedChange[]): boolean {
  return drafted.some(
    ({ draft, target, endsAt }) =>
      endsAt === gap.from || (draft.action === 'withdraw' && target !== undefined && overlap(knownPeriod(target), gap)),
  );
}

function isPlanned(row: TimelineRow | undefined): boolean {
  return row?.planned !== undefined && row.piece.draftId !== null;
}

function shutDownOf(provider: string, model: string): Instant | undefined {
  const day = pricedModel(provider, model)?.shutDown ?? null;
  const instant = day === null ? undefined : parseInstant(day);
  return instant?.ok === true ? instant.value : undefined;
}

function pastProblems({ before }: KeyChange, { draft, price }: DraftedChange, at: Instant): readonly DraftProblem[] {
  if (price === undefined || price.from >= at) return [];
  const past = { from: price.from, until: at };
  if (!before.some((known) => overlap(knownPeriod(known), past))) return [];
  const message = `It applies from ${instantWords(price.from)}, which has passed: what was charged since then keeps its price until it is rated again.`;
  return [problem({ draftId: draft.id, field: 'from', code: 'applies-in-the-past', severity: 'confirm', message })];
}

function scheduledProblems({ before }: KeyChange, { draft, price }: DraftedChange): readonly DraftProblem[] {
  if (price === undefined || price.until !== null) return [];
  const later = before.filter((known) => knownPeriod(known).from > price.from);
  const [first] = later;
  if (first === undefined) return [];
  const message = `It has no end, so it takes the place of ${later.length === 1 ? 'the price' : `${later.length} prices`} known from ${first.validFrom} on: let it end there to keep ${later.length === 1 ? 'it' : 'them'}.`;
  return [
    problem({ draftId: draft.id, field: 'until', code: 'replaces-scheduled', severity: 'confirm', message, accepted: [first.validFrom] }),
  ];
}
