import { makeItem } from './make-item.ts';
import type { StatedLine } from './read-inputs.ts';
import type { ReconciliationItem } from './reconciliation.ts';
import type { Scope } from './scope.ts';

/** What needs no ledger to be told: lines that are no usage, services outside our scope, and words that nobody has mapped. One item for each text and day. */
export function scopeItems({ lines, currency }: Scope): readonly ReconciliationItem[] {
  const groups = Map.groupBy(
    lines.filter(({ inPeriod, meaning }) => inPeriod && meaning?.kind !== 'usage'),
    ({ line, meaning }) => JSON.stringify([meaning?.kind ?? null, line.key.lineItem, line.key.project ?? null]),
  );
  return [...groups].map(([about, group]) => scopeItem(currency, about, group));
}

function scopeItem(currency: string, about: string, lines: readonly StatedLine[]): ReconciliationItem {
  const [first] = lines;
  const amount = lines.reduce((sum, { line }) => sum + line.amount.pico, 0n);
  const difference = { field: 'lineItem', expected: null, actual: first?.line.key.lineItem ?? null };
  const shared = { about, amount, differences: [difference], lines };
  const meaning = first?.meaning;
  if (meaning?.kind === 'not-usage') return makeItem(currency, { ...shared, part: 'not-usage', cause: meaning.what });
  if (meaning?.kind === 'outside') return makeItem(currency, { ...shared, part: 'outside-scope', cause: 'outside' });
  return makeItem(currency, { ...shared, part: 'unexplained', cause: 'unmapped' });
}
