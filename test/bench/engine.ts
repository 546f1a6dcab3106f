import { benchBudgets } from './budgets.ts';
import { benchLookUp } from './look-up.ts';
import { benchOffers } from './offers.ts';
import { showPeerCases } from './peer-cases.ts';
import { benchPrompts } from './prompts.ts';
import { benchRating } from './rating.ts';
import type { Section } from './report.ts';
import { benchSum } from './sum.ts';

/** The engine beside the library that does most of the same work, in one run on the same work. */
export async function benchEngine(): Promise<readonly Section[]> {
  return [
    await benchRating(),
    await benchLookUp(),
    await benchOffers(),
    await benchPrompts(),
    await benchBudgets(),
    benchSum(),
    showPeerCases(),
  ];
}
