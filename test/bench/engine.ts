import { benchBudgets } from './budgets.ts';
import { benchLookUp } from './look-up.ts';
import { showPeerCases } from './peer-cases.ts';
import { benchPrompts } from './prompts.ts';
import { benchQuotes } from './quotes.ts';
import { benchRating } from './rating.ts';
import { benchSum } from './sum.ts';

/** The engine beside the library that does most of the same work, in one run on the same work. */
export async function benchEngine(): Promise<void> {
  await benchRating();
  await benchLookUp();
  await benchQuotes();
  await benchPrompts();
  await benchBudgets();
  await benchSum();
  showPeerCases();
}
