import { picoOf } from '../platform/stored-amount.ts';
import { ImpactRunType } from './impact.type.ts';
import { RunSumType } from './rating-run.type.ts';
import { ReratingItemType, ReratingRunType } from './rerating.type.ts';
import type { StoredRun } from './rating-run.table.ts';
import type { ProposedItem, RunDimension, RunSum } from './read-runs.ts';
import { formatDecimal } from '@halfpenny/core';

/** An impact as GraphQL shows it. */
export function showImpact(run: StoredRun): ImpactRunType {
  const { changeSetId, changeSetVersion, atProvider: provider } = run;
  return Object.assign(new ImpactRunType(), { ...shown(run), changeSetId, changeSetVersion, provider });
}

/** A rerating as GraphQL shows it. */
export function showRerating(run: StoredRun): ReratingRunType {
  const { proposed, written, approverName: approvedBy, approvedAt, writtenAt } = run;
  return Object.assign(new ReratingRunType(), { ...shown(run), proposed, written, approvedBy, approvedAt, writtenAt });
}

function shown(run: StoredRun) {
  const { id, state, book, side: of, since: from, until, startedByName: startedBy, createdAt, ratedAt, total, rated, failure } = run;
  return { id, state, book, of, from, until, startedBy, createdAt, ratedAt, total, rated, failure };
}

/** A sum of a run as GraphQL shows it, its keys in the order of the dimensions. */
export function showSum(
  { keys, currency, was, would, difference, unpricedWas, ...counts }: RunSum,
  by: readonly RunDimension[],
): RunSumType {
  const named = by.map((dimension, index) => ({ dimension, value: keys[2 * index] ?? null, label: keys[2 * index + 1] ?? null }));
  const money = (amount: string) => ({ amount, currency });
  const { generations, changed, unpriced, doubts } = counts;
  const figures = { was: money(was), would: money(would), difference: money(difference), unpricedWas: money(unpricedWas) };
  return Object.assign(new RunSumType(), { keys: named, generations, changed, unpriced, doubts, ...figures });
}

/** A proposed correction as GraphQL shows it. */
export function showItem({
  generationId,
  state,
  currency,
  was,
  becomes,
  priceEntryId,
  settles,
  chargeBecomes: charged,
}: ProposedItem): ReratingItemType {
  const money = (pico: bigint) => ({ amount: formatDecimal(pico), currency });
  const [before, after] = [picoOf(was), picoOf(becomes)];
  const amounts = { was: money(before), becomes: money(after), difference: money(after - before) };
  const chargeBecomes = charged === null ? null : money(picoOf(charged));
  return Object.assign(new ReratingItemType(), { generationId, state, priceEntryId, settles, chargeBecomes, ...amounts });
}
