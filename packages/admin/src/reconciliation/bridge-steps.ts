import { formatDecimal } from '@halfpenny/core';
import type { WaterfallStep } from '../charts/waterfall.ts';
import { picoOf } from '../figures/pico-of.ts';
import type { VariancePart } from '../generated/graphql.ts';
import { partWords } from './reconciliation-words.ts';

interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** A bridge as the service sends it. */
export interface Bridge {
  readonly recorded: Money;
  readonly stated: Money;
  readonly variance: Money;
  readonly parts: readonly { readonly part: VariancePart; readonly amount: Money }[];
}

/** A step of a bridge: a part of the difference, or a level. */
export interface BridgeStep extends WaterfallStep {
  readonly key: VariancePart | undefined;
}

/**
 * A bridge as bars that follow each other, each from where the one before ends: recorded, every part that is not zero, stated. Of the causes alone, the
 * bars begin at zero and end in the difference, and what is recorded and stated has none.
 */
export function bridgeSteps({ recorded, stated, variance, parts }: Bridge, whole: boolean): readonly BridgeStep[] {
  let level = whole ? picoOf(recorded.amount) : 0n;
  const moved = parts
    .filter(({ amount }) => picoOf(amount.amount) !== 0n)
    .map(({ part, amount }): BridgeStep => {
      const start = level;
      level += picoOf(amount.amount);
      return { label: partWords[part].label, key: part, amount: amount.amount, start: formatDecimal(start), end: formatDecimal(level) };
    });
  const [from, to] = [levelOf('Recorded', recorded.amount), levelOf('Stated', stated.amount)];
  return whole ? [from, ...moved, to] : [{ ...from, bare: true }, ...moved, levelOf('Difference', variance.amount), { ...to, bare: true }];
}

/** What recorded and all parts come to beside what is stated: zero, or the bridge does not sum. */
export function bridgeGap({ recorded, stated, parts }: Bridge): string {
  const sum = parts.reduce((total, { amount }) => total + picoOf(amount.amount), picoOf(recorded.amount));
  return formatDecimal(picoOf(stated.amount) - sum);
}

/** Whether the causes can be seen beside the totals: where their greatest is at least a fifth of the greater total. */
export function showsWhole({ recorded, stated, parts }: Bridge): boolean {
  const sizes = parts.map(({ amount }) => size(picoOf(amount.amount)));
  const greatest = sizes.reduce((most, each) => (each > most ? each : most), 0n);
  const totals = [recorded, stated].map(({ amount }) => size(picoOf(amount)));
  return totals.every((total) => greatest * 5n >= total);
}

function levelOf(label: string, amount: string): BridgeStep {
  return { label, key: undefined, amount, start: '0', end: amount };
}

function size(pico: bigint): bigint {
  return pico < 0n ? -pico : pico;
}
