import { formatCrumbs, parseCrumbs } from '../bill-call.ts';
import type { InvoiceItem, InvoiceLine } from '../invoice.ts';
import { playedNames } from './played-names.ts';

/** The results of a day of costs: one for each group, each with the exact sum of its parts. Without lines there is none. */
export function groupCosts(lines: readonly InvoiceLine[], groupBy: readonly string[]): readonly string[] {
  const items = lines.flatMap(itemsOf);
  const groups = Map.groupBy(items, ({ item }) => (groupBy.includes('line_item') ? item : null));
  return [...groups].map(([item, each]) => {
    const amount = each.reduce((sum, part) => sum + parseCrumbs(part.amount), 0n);
    const quantity = item === null ? null : each.reduce((sum, part) => sum + part.quantity, 0);
    const named = JSON.stringify({
      line_item: item,
      ...playedNames(groupBy),
      quantity,
      quantity_unit: item === null ? null : each[0]?.unit,
    });
    return `{"object": "organization.costs.result", "amount": {"value": ${formatCrumbs(amount)}, "currency": "usd"}, ${named.slice(1)}`;
  });
}

/** Lines of an invoice that is older than its parts are stated as a whole. */
function itemsOf({ items, amount, model, images }: InvoiceLine): readonly InvoiceItem[] {
  return items ?? [{ item: `${model}, requests`, quantity: images, unit: 'images', amount }];
}
