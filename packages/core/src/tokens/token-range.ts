/** Whole tokens: at least `floor`, at most `ceiling`, and what is expected between; all three equal where the count is certain. */
export interface TokenRange {
  readonly floor: number;
  readonly expected: number;
  readonly ceiling: number;
}

/** The range of a certain count. */
export function certainTokens(count: number): TokenRange {
  return { floor: count, expected: count, ceiling: count };
}

/** The range over several possibilities, of which one is the expected: low 196, medium 1756 (expected), high 7024 gives 196 – 1756 – 7024. */
export function spanning(ranges: readonly TokenRange[], expected: number): TokenRange {
  const floor = Math.min(...ranges.map((range) => range.floor));
  const ceiling = Math.max(...ranges.map((range) => range.ceiling));
  return { floor, expected, ceiling };
}
