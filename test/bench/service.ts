import { benchBudget } from './hot-budget.ts';
import { benchEdits } from './edits.ts';
import { benchGenerations } from './generations.ts';
import { benchImpact } from './impact.ts';
import { benchKeys } from './keys.ts';
import { benchMemory } from './memory.ts';
import { benchPriceBookPage } from './price-book-page.ts';
import { benchQuotes } from './quotes.ts';
import type { Section } from './report.ts';
import { benchSecondProcess } from './second-process.ts';
import { benchReconcile } from './reconcile.ts';
import { raiseStage } from './stage.ts';
import { benchWaiting } from './waiting.ts';

/** Each by a name to ask for it alone. */
const benches = {
  quotes: benchQuotes,
  generations: benchGenerations,
  'second-process': benchSecondProcess,
  budget: benchBudget,
  keys: benchKeys,
  waiting: benchWaiting,
  memory: benchMemory,
  edits: benchEdits,
  'price-book-page': benchPriceBookPage,
  impact: benchImpact,
  reconcile: benchReconcile,
};

/** The service on a durable PostgreSQL and loopback HTTP, each bench on a database of its own; every section is told as soon as it is measured. `only` names one. */
export async function benchService(
  tell: (section: Section) => void,
  { only, ...size }: { readonly generations: number; readonly only?: string | undefined },
): Promise<void> {
  for (const [name, bench] of Object.entries(benches)) {
    if (only !== undefined && name !== only) continue;
    const stage = await raiseStage();
    try {
      tell(await bench(stage, size));
    } finally {
      await stage.close();
    }
  }
}
