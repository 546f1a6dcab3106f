import { parseInstant, type Instant } from '../time/instant.ts';
import { isWithin, type Period } from '../time/period.ts';
import { shown } from '../refusal/shown.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import type { KnownPrice, StatedPrice } from './known-price.ts';
import { knownPeriod } from './known-pieces.ts';
import { keyText } from './price-keys.ts';
import { problem, type DraftProblem, type PriceDraft } from './price-draft.ts';
import { dateComplaint, instantWords, readDraftedEntry } from './read-draft.ts';

/** A price that a draft adds, read. */
interface Addition extends Period {
  readonly stated: StatedPrice;
  readonly entry: PriceEntry;
}

/** A draft that was read and can be applied to the book. */
export interface DraftedChange {
  readonly draft: PriceDraft;
  readonly key: string;
  /** What it corrects, withdraws or closes. */
  readonly target: KnownPrice | undefined;
  /** What it adds. */
  readonly price: Addition | undefined;
  /** When its target ends. */
  readonly endsAt: Instant | undefined;
}

/** Reads drafts against what is known. Those with a problem that keeps them from being applied come as problems alone. */
export function readDrafts(drafts: readonly PriceDraft[], known: ReadonlyMap<string, KnownPrice>, at: Instant) {
  const changes: DraftedChange[] = [];
  const problems: DraftProblem[] = [];
  for (const draft of drafts) {
    const read = readDraft(draft, known, at);
    problems.push(...read.problems);
    if (read.change !== undefined) changes.push(read.change);
  }
  return { changes, problems: [...problems, ...conflicts(changes)] };
}

interface ReadDraft {
  readonly change: DraftedChange | undefined;
  readonly problems: readonly DraftProblem[];
}

function readDraft(draft: PriceDraft, known: ReadonlyMap<string, KnownPrice>, at: Instant): ReadDraft {
  if (draft.action === 'add') return readAddition(draft, undefined, at);
  const target = known.get(draft.targetId ?? '');
  if (target === undefined) {
    const message = 'The entry it is about is not what we know now: it was changed or withdrawn meanwhile.';
    return stopped({ draftId: draft.id, field: 'targetId', code: 'price-entry-not-known', message });
  }
  const of = { draft, key: keyText(target), target, price: undefined, endsAt: undefined };
  if (draft.action === 'correct') return readAddition(draft, target, at);
  if (draft.action === 'close') return readClose(draft, of, at);
  if (knownPeriod(target).from > at) return { change: of, problems: [] };
  const message = `The entry has applied since ${target.validFrom}, so it cannot be withdrawn: close it, or correct it.`;
  return stopped({ draftId: draft.id, field: 'targetId', code: 'already-valid', message });
}

function readAddition(draft: PriceDraft, target: KnownPrice | undefined, at: Instant): ReadDraft {
  const { problems, price } = readDraftedEntry(draft, at);
  if (price === undefined) return { change: undefined, problems };
  const key = keyText(price.stated);
  if (target !== undefined && key !== keyText(target)) {
    const message = `A correction is about the same provider, model and mode: ${target.model} at ${target.provider}, ${target.mode}. Withdraw or close that entry, and add the other.`;
    return stopped({ draftId: draft.id, field: 'model', code: 'conflicting-drafts', message }, problems);
  }
  return { change: { draft, key, target, price, endsAt: undefined }, problems };
}

function readClose(draft: PriceDraft, of: DraftedChange & { readonly target: KnownPrice }, at: Instant): ReadDraft {
  const field = 'endsAt';
  const typed = draft.endsAt?.trim() ?? '';
  const instant = parseInstant(typed);
  if (!instant.ok) {
    const message = typed === '' ? 'Say at which instant, or UTC day, the entry ends.' : instant.refusal.message;
    return stopped({ draftId: draft.id, field, code: 'invalid-instant', message });
  }
  const complaint = dateComplaint(instant.value);
  const period = knownPeriod(of.target);
  if (complaint !== undefined || !isWithin(period, instant.value) || instant.value === period.from) {
    const bounds = `after ${of.target.validFrom}${of.target.validUntil === null ? '' : ` and before ${of.target.validUntil}`}`;
    const message = complaint === undefined ? `The entry can end ${bounds}, not at ${shown(typed)}.` : `${shown(typed)} ${complaint}`;
    return stopped({ draftId: draft.id, field, code: 'invalid-period', message });
  }
  const change = { ...of, endsAt: instant.value };
  if (instant.value >= at) return { change, problems: [] };
  const message = `It ends at ${instantWords(instant.value)}, which has passed: what was charged since then keeps its price until it is rated again.`;
  return { change, problems: [problem({ draftId: draft.id, field, code: 'applies-in-the-past', severity: 'confirm', message })] };
}

function stopped(found: Parameters<typeof problem>[0], before: readonly DraftProblem[] = []): ReadDraft {
  return { change: undefined, problems: [...before, problem(found)] };
}

/** Two drafts of one target, two that begin at one instant, and two whose ends cross: which one is meant cannot be known. */
function conflicts(changes: readonly DraftedChange[]): readonly DraftProblem[] {
  const problems: DraftProblem[] = [];
  for (const ofKey of Map.groupBy(changes, ({ key }) => key).values()) {
    for (const [index, change] of ofKey.entries()) {
      const other = ofKey.slice(0, index).find((before) => conflict(before, change));
      if (other === undefined) continue;
      const message = 'Another draft of this change set says something else of the same price at the same instant: keep one of them.';
      problems.push(problem({ draftId: change.draft.id, code: 'conflicting-drafts', message, accepted: [other.draft.id] }));
    }
  }
  return problems;
}

function conflict(a: DraftedChange, b: DraftedChange): boolean {
  if (a.target !== undefined && a.target.id === b.target?.id) return true;
  if (a.price === undefined || b.price === undefined) return false;
  const [first, second] = a.price.from <= b.price.from ? [a.price, b.price] : [b.price, a.price];
  if (first.from === second.from) return true;
  return first.until !== null && second.from < first.until && (second.until === null || second.until > first.until);
}
