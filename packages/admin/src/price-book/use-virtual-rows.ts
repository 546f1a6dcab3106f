import { useVirtualizer, useWindowVirtualizer } from '@tanstack/vue-virtual';
import { computed, nextTick } from 'vue';
import type { ComputedRef, MaybeRefOrGetter, Ref } from 'vue';
import { toValue } from 'vue';

/** A row that is drawn now, by its place in the list. */
interface DrawnRow {
  readonly index: number;
}

/** The rows of a long list that are in sight, with what stands above and below them as empty space. */
export interface VirtualRows {
  readonly rows: ComputedRef<readonly DrawnRow[]>;
  /** Pixels of the rows above those drawn, and of those below. */
  readonly before: ComputedRef<number>;
  readonly after: ComputedRef<number>;
  /** Takes the true height of a drawn row, which carries its place in `data-index`. */
  readonly measure: (row: unknown) => void;
  /** Scrolls a row into sight. */
  readonly reveal: (index: number) => void;
  /** Moves the keyboard along the links of the rows, by so many rows from where it is, drawing what it comes to. */
  readonly walk: (event: KeyboardEvent, rows: number) => Promise<void>;
}

/** How a list is drawn: how many rows it has, how high each will be, and what scrolls; undefined: the page does. */
export interface VirtualList {
  readonly count: MaybeRefOrGetter<number>;
  readonly estimate: (index: number) => number;
  readonly scroller?: Ref<HTMLElement | null>;
  /** Where the list begins in a page that scrolls. */
  readonly offset?: MaybeRefOrGetter<number>;
}

/** Draws of a list only what is in sight, so that ten thousand rows scroll like ten. */
export function useVirtualRows({ count, estimate, scroller, offset = 0 }: VirtualList): VirtualRows {
  const plan = computed(() => ({ count: toValue(count), estimateSize: estimate, overscan: 12 }));
  const virtualizer = scroller
    ? useVirtualizer(computed(() => ({ ...plan.value, getScrollElement: () => scroller.value })))
    : useWindowVirtualizer(computed(() => ({ ...plan.value, scrollMargin: toValue(offset) })));
  const margin = computed(() => (scroller ? 0 : toValue(offset)));
  const rows = computed(() => virtualizer.value.getVirtualItems());
  const before = computed(() => (rows.value[0] === undefined ? 0 : rows.value[0].start - margin.value));
  const after = computed(() => {
    const last = rows.value.at(-1);
    return last === undefined ? 0 : virtualizer.value.getTotalSize() - (last.end - margin.value);
  });

  async function walk(event: KeyboardEvent, by: number): Promise<void> {
    const frame = event.currentTarget as HTMLElement;
    const here = (event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset['index'];
    if (here === undefined || !(event.target as HTMLElement).matches('[data-entry-link]')) return;
    event.preventDefault();
    const there = Math.min(Math.max(Number(here) + by, 0), toValue(count) - 1);
    virtualizer.value.scrollToIndex(there, { align: 'auto' });
    for (let turns = 0; turns < 3; turns += 1) {
      await nextTick();
      const link = frame.querySelector<HTMLElement>(`[data-index="${there}"] [data-entry-link]`);
      if (link) return link.focus({ preventScroll: turns > 0 });
      await new Promise((drawn) => requestAnimationFrame(drawn));
    }
  }

  const reveal = (index: number): void => virtualizer.value.scrollToIndex(index, { align: 'auto' });
  return { rows, before, after, reveal, walk, measure: (row) => virtualizer.value.measureElement(row as Element | null) };
}
