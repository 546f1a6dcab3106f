/** Numbers of which the least can be taken at any time: put and take cost the logarithm of how many there are. */
export interface NumberHeap {
  readonly put: (value: number) => void;
  /** The least, which leaves the heap; undefined where it is empty. */
  readonly takeLeast: () => number | undefined;
}

/** An empty heap. After putting 5, 3 and 4 it gives 3, 4, 5. */
export function numberHeap(): NumberHeap {
  const values: number[] = [];
  return {
    put: (value) => rise(values, value),
    takeLeast: () => {
      const least = values[0];
      const last = values.pop();
      if (last !== undefined && values.length > 0) sink(values, last);
      return least;
    },
  };
}

/** Places a value as a new leaf and lifts it past every parent that is greater. */
function rise(values: number[], value: number): void {
  let place = values.length;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const above = values[parent] ?? value;
    if (above <= value) break;
    values[place] = above;
    place = parent;
  }
  values[place] = value;
}

/** Places a value at the top and lowers it past every lesser child. */
function sink(values: number[], value: number): void {
  let place = 0;
  for (;;) {
    const left = 2 * place + 1;
    const child = left + 1 < values.length && (values[left + 1] ?? Infinity) < (values[left] ?? Infinity) ? left + 1 : left;
    const below = values[child];
    if (below === undefined || below >= value) break;
    values[place] = below;
    place = child;
  }
  values[place] = value;
}
