import { formatDecimal } from '@halfpenny/core';
import { picoOf } from '../platform/stored-amount.ts';
import type { Cited, Pricing } from './price-under.ts';
import { alsoSettled, ratedBy, rerate } from './rerate.ts';
import type { Rerated } from './rerate.ts';
import type { UsedRow } from './usage-set.ts';

/** A row that comes out otherwise than it was charged, or that could not be charged before. */
export interface Changed extends Rerated {
  readonly row: UsedRow;
  /** Decimal text; of what was UNBILLED 0. */
  readonly was: string;
}

/** A group as the columns of its table hold it. Amounts are decimal text. */
interface GroupRow {
  readonly of_workspace: string;
  readonly provider: string;
  readonly model: string;
  readonly mode: string;
  readonly template: string;
  readonly currency: string;
  readonly generations: number;
  readonly changed: number;
  readonly was: string;
  readonly would: string;
  readonly unpriced: number;
  readonly unpriced_was: string;
  readonly doubts: number;
}

/** What a set of usage comes to. */
export interface RatedSet {
  readonly groups: readonly GroupRow[];
  readonly changed: readonly Changed[];
}

interface Sums {
  readonly row: UsedRow;
  generations: number;
  changed: number;
  wasPico: bigint;
  wouldPico: bigint;
  unpriced: number;
  unpricedPico: bigint;
  doubts: number;
}

/**
 * Rates each row of a set by the engine that rated it first, and sums exactly. What has no final cost is a doubt, and no zero; what is void was not
 * billed and stays so. What has no price, or no usage to price, is counted apart with what it cost.
 */
export function rateSet(rows: readonly UsedRow[], pricing: Pricing, cited: Cited): RatedSet {
  const sums = new Map<string, Sums>();
  const changed: Changed[] = [];
  for (const row of rows) {
    const sum = sumsOf(sums, row);
    const one = rateRow(row, pricing, cited);
    if (one.kind === 'doubt') sum.doubts += 1;
    else if (one.kind === 'unpriced') {
      sum.unpriced += 1;
      sum.unpricedPico += one.wasPico;
    } else {
      sum.generations += 1;
      sum.wasPico += one.wasPico;
      sum.wouldPico += one.wouldPico;
      if (one.wouldPico === one.wasPico && one.rerated?.settles !== true) continue;
      sum.changed += 1;
      if (one.rerated !== undefined) changed.push({ row, was: formatDecimal(one.wasPico), ...one.rerated });
    }
  }
  return { groups: [...sums.values()].map(groupRow), changed };
}

type RatedRow =
  | { readonly kind: 'doubt' }
  | { readonly kind: 'unpriced'; readonly wasPico: bigint }
  | { readonly kind: 'rated'; readonly wasPico: bigint; readonly wouldPico: bigint; readonly rerated: Rerated | undefined };

const finalStates: ReadonlySet<string> = new Set(['settled', 'estimated']);

function rateRow(row: UsedRow, pricing: Pricing, cited: Cited): RatedRow {
  if (row.state === 'void') return { kind: 'rated', wasPico: 0n, wouldPico: 0n, rerated: undefined };
  if (!finalStates.has(row.state) || row.net === null) {
    const settled = row.state === 'unbilled' ? rerate(row, pricing, cited) : undefined;
    return settled === undefined
      ? { kind: 'doubt' }
      : { kind: 'rated', wasPico: 0n, wouldPico: settled.rated.total.pico, rerated: settled };
  }
  const wasPico = picoOf(row.net);
  const stands = (by: Rerated | undefined): RatedRow => ({ kind: 'rated', wasPico, wouldPico: wasPico, rerated: by });
  if (row.isDelivered === false && pricing.pinnedNow === undefined) return { kind: 'rated', wasPico, wouldPico: 0n, rerated: undefined };
  const found = row.isStated && pricing.statedStands ? { kind: 'stands' as const } : pricing.priceOf(row, cited);
  if (found.kind === 'stands') return stands(undefined);
  const rated = found.kind === 'entry' ? ratedBy(row, found.entry) : undefined;
  if (rated === undefined || found.kind !== 'entry') return { kind: 'unpriced', wasPico };
  return {
    kind: 'rated',
    wasPico,
    wouldPico: rated.total.pico,
    rerated: { rated, entry: found.entry, settles: false, ...alsoSettled(row, pricing, cited) },
  };
}

function sumsOf(sums: Map<string, Sums>, row: UsedRow): Sums {
  const key = `${row.workspaceId}\n${row.provider}\n${row.model}\n${row.mode}\n${row.template}\n${row.currency}`;
  const found = sums.get(key);
  if (found !== undefined) return found;
  const made = { row, generations: 0, changed: 0, wasPico: 0n, wouldPico: 0n, unpriced: 0, unpricedPico: 0n, doubts: 0 };
  sums.set(key, made);
  return made;
}

function groupRow({ row, wasPico, wouldPico, unpricedPico, generations, changed, unpriced, doubts }: Sums): GroupRow {
  const { workspaceId, provider, model, mode, template, currency } = row;
  const amounts = { was: formatDecimal(wasPico), would: formatDecimal(wouldPico), unpriced_was: formatDecimal(unpricedPico) };
  return { of_workspace: workspaceId, provider, model, mode, template, currency, generations, changed, unpriced, doubts, ...amounts };
}
