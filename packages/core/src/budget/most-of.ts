/** The first of the values that no other gains on; undefined of none. `mostOf([3, 5, 5], (a, b) => a - b)` is the first 5. */
export function mostOf<T>(values: readonly T[], gain: (a: T, b: T) => number): T | undefined {
  let best: T | undefined;
  for (const value of values) if (best === undefined || gain(value, best) > 0) best = value;
  return best;
}
