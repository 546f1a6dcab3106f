import { formatDecimal } from '@halfpenny/core';
import type { WaterfallStep } from '../charts/waterfall.ts';
import { picoOf } from '../figures/pico-of.ts';
import type { MovementFieldsFragment } from '../generated/graphql.ts';

/** What can move spending, in the order in which it is taken out, as a person says it. */
export const movers = [
  { key: 'volume', label: 'Volume', meaning: 'more or fewer units, at what a unit cost before' },
  { key: 'mix', label: 'Mix', meaning: 'dearer or cheaper units: another provider, mode, quality or size' },
  { key: 'rate', label: 'Rate', meaning: 'another price for the same units' },
  { key: 'other', label: 'Other', meaning: 'adjustments and accruals, which have no units' },
] as const;

/** One of them. */
export type Mover = (typeof movers)[number]['key'];

/** From what was spent before to what was spent after, mover by mover; what moved nothing has no bar. */
export function movementSteps(
  movement: MovementFieldsFragment,
  names: { readonly before: string; readonly after: string },
): readonly WaterfallStep[] {
  let level = picoOf(movement.before.amount);
  const moved = movers
    .filter(({ key }) => picoOf(movement[key].amount) !== 0n)
    .map(({ key, label }) => {
      const start = formatDecimal(level);
      level += picoOf(movement[key].amount);
      return { key, label, amount: movement[key].amount, start, end: formatDecimal(level) };
    });
  return [levelOf(names.before, movement.before.amount), ...moved, levelOf(names.after, movement.after.amount)];
}

function levelOf(label: string, amount: string): WaterfallStep {
  return { label, amount, start: '0', end: amount };
}
