import { findModel } from '../catalog/models.ts';
import type { Instant } from '../time/instant.ts';
import type { Replaced } from './apply-drafts.ts';
import { checkCompleteness } from './check-completeness.ts';
import { checkCoverage } from './check-coverage.ts';
import { checkMargins, type DraftedBook } from './check-margins.ts';
import { checkPrices } from './check-prices.ts';
import { readDrafts } from './drafted-changes.ts';
import type { KnownPrice } from './known-price.ts';
import { byKey, planDrafts, type Plan } from './plan-drafts.ts';
import type { KeyChange } from './planned-price.ts';
import { keyText } from './price-keys.ts';
import { problem, type DraftProblem, type PriceDraft } from './price-draft.ts';

/** Drafts and the book they would change. */
export interface DraftQuestion extends DraftedBook {
  /** Every entry of the book that is known now. */
  readonly known: readonly KnownPrice[];
  readonly drafts: readonly PriceDraft[];
  /** What entries that are to be withdrawn had taken the place of, by their ids. */
  readonly replaced?: Replaced;
  /** Now. */
  readonly at: Instant;
}

/** What drafts would do, and everything that is wrong with them. */
export interface CheckedDrafts {
  /** Every problem at once, in the order of the drafts. None that is an error: they can be published, once the rest is confirmed. */
  readonly problems: readonly DraftProblem[];
  /** What publication would do to each provider, model and mode. Of drafts that cannot be read, nothing. */
  readonly changes: readonly KeyChange[];
}

/**
 * Checks drafts against the book as it is known now, and works out what they would make of it. Pure, so that the page that edits them and the service that publishes them say the same.
 * Example: a draft at 0.30 per million where 30.00 is known comes with `price-off-predecessor`, to be confirmed.
 */
export function checkDrafts({ known, drafts, replaced = new Map(), at, ...of }: DraftQuestion): CheckedDrafts {
  const book = byKey(known);
  const { changes, problems } = readDrafts(drafts, new Map(known.map((each) => [each.id, each])), at);
  const plan = planDrafts({ known: book, changes, replaced });
  const byModel = Map.groupBy(known, ({ model }) => model);
  const drafted = Map.groupBy(changes, ({ key }) => key);
  const cause = changes[0]?.draft.id ?? '';
  const planned = plan.changes.flatMap((change) => [
    ...checkCompleteness(change),
    ...checkCoverage(change, drafted.get(keyText(change)) ?? [], { at, cause }),
    ...checkPrices(change, neighboursOf(change, byModel)),
  ]);
  return {
    problems: inOrder(drafts, [...problems, ...checkMargins(changes, of), ...failures(plan, cause), ...planned]),
    changes: plan.changes,
  };
}

/** What the same model costs elsewhere, the maker's own price first, or in another mode of service. */
function neighboursOf(change: KeyChange, byModel: ReadonlyMap<string, readonly KnownPrice[]>): readonly KnownPrice[] {
  const maker = findModel(change.model)?.maker;
  const rank = ({ provider, mode }: KnownPrice): number => (mode === change.mode ? Number(provider !== maker) : 2);
  const others = (byModel.get(change.model) ?? []).filter(({ provider, mode }) =>
    mode === change.mode ? provider !== change.provider : provider === change.provider,
  );
  return others.toSorted((a, b) => rank(a) - rank(b) || (a.provider < b.provider ? -1 : 1));
}

/** What nobody drafted and is left without its base is no error: what it then lacks is told as a gap. */
function failures({ failures: failed }: Plan, cause: string): readonly DraftProblem[] {
  return failed
    .filter(({ draftId, refusal }) => draftId !== null || refusal.code !== 'modifier-without-base')
    .map(({ draftId, refusal: { code, message } }) => problem({ draftId: draftId ?? cause, field: 'basedOn', code, message }));
}

/** By draft, each told once. */
function inOrder(drafts: readonly PriceDraft[], problems: readonly DraftProblem[]): readonly DraftProblem[] {
  const place = new Map(drafts.map(({ id }, index) => [id, index]));
  const once = [...new Map(problems.toReversed().map((each) => [each.name, each])).values()].toReversed();
  return once.toSorted((a, b) => (place.get(a.draftId) ?? 0) - (place.get(b.draftId) ?? 0));
}
