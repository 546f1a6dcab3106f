import { batchPitfalls } from './batch-pitfalls.ts';
import { choicePitfalls } from './choice-pitfalls.ts';
import { claimPitfalls } from './claim-pitfalls.ts';
import { countPitfalls } from './count-pitfalls.ts';
import { flatPitfalls } from './flat-pitfalls.ts';
import { inputPitfalls } from './input-pitfalls.ts';
import { lifePitfalls } from './life-pitfalls.ts';
import type { Pitfall } from './offer.ts';
import type { PitfallCase } from './pitfall-case.ts';
import { placementPitfalls } from './placement-pitfalls.ts';
import { routePitfalls } from './route-pitfalls.ts';
import { sourcePitfalls } from './source-pitfalls.ts';
import { tokenPitfalls } from './token-pitfalls.ts';

/** Every kind of pitfall, in the order in which a reader meets them: what is left open, what the price document says, what is billed besides, what else there is. */
const kinds: readonly ((found: PitfallCase) => readonly Pitfall[])[] = [
  choicePitfalls,
  routePitfalls,
  flatPitfalls,
  claimPitfalls,
  tokenPitfalls,
  inputPitfalls,
  countPitfalls,
  placementPitfalls,
  lifePitfalls,
  sourcePitfalls,
  batchPitfalls,
];

/** Each way in which this request would cost other than it looks. */
export function pitfallsOf(found: PitfallCase): readonly Pitfall[] {
  const pitfalls: Pitfall[] = [];
  for (const kind of kinds) pitfalls.push(...kind(found));
  return pitfalls;
}
