import type { PartedGroup } from './part-group.ts';
import { makeItem } from './make-item.ts';
import type { RecordedCharge } from './read-inputs.ts';
import type { ReconciliationItem } from './reconciliation.ts';
import { carriedAmount, type Scope } from './scope.ts';

/** The charges that an aggregated statement does not show at all, and what it does not show of the others. */
export interface Unstated {
  readonly charges: readonly RecordedCharge[];
  readonly items: readonly ReconciliationItem[];
}

/** One item for each model: its charges of which no meter is stated; what else is missing is a quantity of nothing. */
export function unstatedOf(scope: Scope, parted: readonly PartedGroup[]): Unstated {
  const missing = parted.filter(({ unstated }) => unstated !== 0n);
  const shown = new Set(parted.filter(({ unstated }) => unstated === 0n).flatMap(chargesOf));
  const charges: RecordedCharge[] = [];
  const items = [...Map.groupBy(missing, ({ group }) => group.model)].flatMap(([model, groups]) => {
    const of = [...new Set(groups.flatMap(chargesOf))].filter((charge) => !shown.has(charge));
    charges.push(...of);
    const whole = -of.reduce((sum, charge) => sum + carriedAmount(charge), 0n);
    const rest = groups.reduce((sum, { unstated }) => sum + unstated, 0n) - whole;
    const differences = [{ field: 'model', expected: model, actual: null }];
    const alone = makeItem(scope.currency, {
      part: 'unstated',
      cause: 'missing-charge',
      about: model,
      amount: whole,
      differences,
      charges: of,
    });
    const kinds = groups.map(({ group }) => ({
      field: `${model} ${group.kind} quantity`,
      expected: group.cells.reduce((sum, { recordedQuantity }) => sum + recordedQuantity, 0n).toString(),
      actual: null,
    }));
    const partly = makeItem(scope.currency, { part: 'unstated', cause: 'quantity', about: model, amount: rest, differences: kinds });
    return [...(of.length > 0 ? [alone] : []), ...(rest === 0n ? [] : [partly])];
  });
  return { charges, items };
}

function chargesOf({ group }: PartedGroup): readonly RecordedCharge[] {
  return group.cells.flatMap((cell) => cell.cells.flatMap(({ charges }) => charges));
}
