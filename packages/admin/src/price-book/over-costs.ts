import { entryOnBase } from '@halfpenny/core';
import type { PriceEntry, PriceKey } from '@halfpenny/core';

/** Sell prices as they are charged: a margin over cost becomes one price for each cost that is in force with it, and none where there is no cost. Others stay as they are. */
export function overCosts(entries: readonly PriceEntry[], costs: readonly PriceEntry[]): readonly PriceEntry[] {
  if (!entries.some(isMargin)) return entries;
  const models = new Set(entries.filter(isMargin).map(({ basedOn, model }) => basedOn?.model ?? model));
  const byKey = Map.groupBy(
    costs.filter(({ model }) => models.has(model)),
    keyOf,
  );
  return entries.flatMap((entry) => {
    if (!isMargin(entry)) return [entry];
    return (byKey.get(keyOf(entry.basedOn ?? entry)) ?? []).flatMap((cost) => {
      const joined = entryOnBase(entry, cost);
      return joined.ok ? [joined.value] : [];
    });
  });
}

/** Whether an entry is a factor over the cost book whose cost was not looked up yet. */
function isMargin({ basedOn }: PriceEntry): boolean {
  return basedOn?.book !== undefined && basedOn.entry === undefined;
}

function keyOf({ provider, model, mode }: PriceKey): string {
  return JSON.stringify([provider, model, mode]);
}
