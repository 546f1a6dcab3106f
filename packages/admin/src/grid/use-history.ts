import { computed, shallowRef } from 'vue';
import type { ComputedRef, ShallowRef } from 'vue';

/** A value whose changes can be taken back, one by one, and made again. */
export interface History<Value> {
  readonly now: Readonly<ShallowRef<Value>>;
  readonly canUndo: ComputedRef<boolean>;
  readonly canRedo: ComputedRef<boolean>;
  readonly change: (next: Value) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Begins anew: nothing before can be taken back. */
  readonly begin: (value: Value) => void;
}

const stepsMost = 200;

/** Remembers the last two hundred values; values are never edited, so remembering one costs what changed in it. */
export function useHistory<Value>(first: Value): History<Value> {
  const now = shallowRef(first) as ShallowRef<Value>;
  const past = shallowRef<readonly Value[]>([]);
  const future = shallowRef<readonly Value[]>([]);

  function change(next: Value): void {
    if (next === now.value) return;
    past.value = [...past.value.slice(-stepsMost + 1), now.value];
    future.value = [];
    now.value = next;
  }
  function undo(): void {
    const before = past.value.at(-1);
    if (past.value.length === 0) return;
    future.value = [now.value, ...future.value];
    past.value = past.value.slice(0, -1);
    now.value = before as Value;
  }
  function redo(): void {
    const [next, ...rest] = future.value;
    if (future.value.length === 0) return;
    past.value = [...past.value, now.value];
    future.value = rest;
    now.value = next as Value;
  }
  function begin(value: Value): void {
    [past.value, future.value, now.value] = [[], [], value];
  }
  const canUndo = computed(() => past.value.length > 0);
  const canRedo = computed(() => future.value.length > 0);
  return { now, canUndo, canRedo, change, undo, redo, begin };
}
