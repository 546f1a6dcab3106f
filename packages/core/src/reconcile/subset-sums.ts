const sumsMost = 4096;

/** Every sum that some of these numbers have; of many numbers only the first sums, so that it stays a look-up. Zero, of none of them, is always one. */
export function subsetSums(numbers: readonly bigint[]): ReadonlySet<bigint> {
  const sums = new Set([0n]);
  for (const number of numbers) {
    if (sums.size > sumsMost) break;
    const further = [...sums].map((sum) => sum + number);
    for (const sum of further) sums.add(sum);
  }
  return sums;
}
