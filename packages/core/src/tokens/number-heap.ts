/** Numbers of which the least can be taken at any time: put and take cost the logarithm of how many there are. */
export interface NumberHeap {
  readonly values: Float64Array;
  size: number;
}

/** An empty heap with room for so many numbers at once. */
export function numberHeap(room: number): NumberHeap {
  return { values: new Float64Array(room), size: 0 };
}

/** Adds a number, as a new leaf that rises past every parent that is greater. */
export function put(heap: NumberHeap, value: number): void {
  const { values } = heap;
  let place = heap.size;
  heap.size += 1;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = values[parent] ?? value;
    if (above <= value) break;
    values[place] = above;
    place = parent;
  }
  values[place] = value;
}

/** The least number, which leaves the heap; −1 where it is empty. After putting 5, 3 and 4 it gives 3, 4, 5. Numbers are zero or more. */
export function takeLeast(heap: NumberHeap): number {
  if (heap.size === 0) return -1;
  const least = heap.values[0] ?? -1;
  heap.size -= 1;
  if (heap.size > 0) sink(heap, heap.values[heap.size] ?? 0);
  return least;
}

/** Places a value at the top and lowers it past every lesser child. */
function sink({ values, size }: NumberHeap, value: number): void {
  let place = 0;
  for (let left = 1; left < size; left = 2 * place + 1) {
    const right = left + 1;
    const child = right < size && (values[right] ?? 0) < (values[left] ?? 0) ? right : left;
    const below = values[child] ?? 0;
    if (below >= value) break;
    values[place] = below;
    place = child;
  }
  values[place] = value;
}
