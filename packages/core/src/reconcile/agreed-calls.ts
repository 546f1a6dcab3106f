import { callDifferences, dayDifference, windowOf } from './call-differences.ts';
import type { Call } from './identify-calls.ts';
import type { Scope } from './scope.ts';

/**
 * The ids of calls that both sides have alike, to the last field and digit, within the period: nothing is left of them for any step to explain, so they are never laid out.
 * A long statement is made of little else.
 */
export function agreedCalls(scope: Scope): ReadonlySet<string> {
  const agreed = new Set<string>();
  for (const charge of scope.charges) {
    const id = scope.identified.callOfCharge.get(charge);
    const call = id === undefined ? undefined : scope.identified.calls.get(id);
    if (call !== undefined && isAgreed(scope, call)) agreed.add(call.id);
  }
  return agreed;
}

function isAgreed({ currency, read }: Scope, call: Call): boolean {
  const { charge, lines } = call;
  const [first] = lines;
  if (charge === undefined || first === undefined || charge.charge.state !== 'settled' || !charge.inPeriod) return false;
  if (!lines.every(({ inPeriod, line }) => inPeriod && line.amount.currency === currency)) return false;
  if (dayDifference(charge, first, windowOf(read.inputs.policy.midnightWindowMinutes)) !== undefined) return false;
  return hasLikeMeters(call) && callDifferences(call).length === 0;
}

/** True where one line bills the whole call, or each line a meter that the charge has too: whatever else is stated is for the steps to say. */
function hasLikeMeters({ charge, lines }: Call): boolean {
  return lines.every(({ meaning, quantity }) => {
    if (meaning?.kind !== 'usage' || meaning.model !== charge?.charge.model) return false;
    if (meaning.meter === undefined) return lines.length === 1 && (quantity ?? 1n) === 1n;
    return charge.charge.lines.some(({ meter }) => meter === meaning.meter);
  });
}
