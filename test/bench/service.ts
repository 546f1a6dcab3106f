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
import { raiseStage } from './stage.ts';
import { benchWaiting } from './waiting.ts';

/** The service on a durable PostgreSQL and loopback HTTP, each bench on a database of its own; every section is told as soon as it is measured. */
export async function benchService(tell: (section: Section) => void, size: { readonly generations: number }): Promise<void> {
  for (const bench of [
    benchQuotes,
    benchGenerations,
    benchSecondProcess,
    benchBudget,
    benchKeys,
    benchWaiting,
    benchMemory,
    benchEdits,
    benchPriceBookPage,
    benchImpact,
  ]) {
    const stage = await raiseStage();
    try {
      tell(await bench(stage, size));
    } finally {
      await stage.close();
    }
  }
}
