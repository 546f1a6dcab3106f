import { formatDecimal } from '@halfpenny/core';
import type { WaterfallStep } from '../charts/waterfall.ts';
import { picoOf } from '../figures/pico-of.ts';
import type { MovementFieldsFragment } from '../generated/graphql.ts';

/** The parts of a movement in their order: each a key of the movement. */
export const movementParts = [
  { key: 'volume', label: 'Volume', meaning: 'more or fewer units, at what a unit of the model and meter cost on average before' },
  { key: 'mix', label: 'Mix', meaning: 'dearer or cheaper units of the same model and meter' },
  { key: 'rate', label: 'Rate', meaning: 'other prices for the same units' },
  { key: 'other', label: 'Other', meaning: 'what has no quantity: adjustments, accruals' },
] as const;

/** From one month to the next as a waterfall: what was spent before, each part, what was spent after. The parts sum to the difference. */
export function movementSteps(
  movement: MovementFieldsFragment,
  labels: { readonly before: string; readonly after: string },
): readonly WaterfallStep[] {
  let level = picoOf(movement.before.amount);
  const parts = movementParts.map(({ key, label }) => {
    const start = level;
    level += picoOf(movement[key].amount);
    return { key, label, amount: movement[key].amount, start: formatDecimal(start), end: formatDecimal(level) };
  });
  return [levelOf(labels.before, movement.before.amount), ...parts, levelOf(labels.after, movement.after.amount)];
}

/** What before and all parts come to beside after: "0", or the movement does not sum. */
export function movementGap({ before, after, ...parts }: MovementFieldsFragment): string {
  const sum = movementParts.reduce((total, { key }) => total + picoOf(parts[key].amount), picoOf(before.amount));
  return formatDecimal(picoOf(after.amount) - sum);
}

/** A level of its own, from zero. */
function levelOf(label: string, amount: string): WaterfallStep {
  return { label, amount, start: '0', end: amount };
}
