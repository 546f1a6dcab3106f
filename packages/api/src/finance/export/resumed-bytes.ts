/**
 * The bytes of a stream from one on, and how many there are in all: it is made twice, once to be counted and once to be skipped into, so that nothing is held in memory and what comes is
 * what would have come. Undefined: the stream has no such byte.
 */
export async function bytesFrom(
  make: () => AsyncIterable<Buffer>,
  first: number,
): Promise<{ readonly total: number; readonly rest: AsyncGenerator<Buffer> | undefined }> {
  let total = 0;
  for await (const chunk of make()) total += chunk.length;
  return { total, rest: first < total ? skippedInto(make(), first) : undefined };
}

async function* skippedInto(chunks: AsyncIterable<Buffer>, first: number): AsyncGenerator<Buffer> {
  let passed = 0;
  for await (const chunk of chunks) {
    if (passed + chunk.length > first) yield chunk.subarray(Math.max(first - passed, 0));
    passed += chunk.length;
  }
}
