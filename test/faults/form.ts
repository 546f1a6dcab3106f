/** Short in `pnpm test`, long in `pnpm faults`, which runs Vitest in the mode "long". */
declare global {
  interface ImportMeta {
    readonly env: { readonly MODE: string };
  }
}

const isLong = import.meta.env.MODE === 'long';

/** Picks by form: `sized({ short: 6, long: 60 })` kills in a storm. */
export function sized<T>({ short, long }: { readonly short: T; readonly long: T }): T {
  return isLong ? long : short;
}

/** Milliseconds until a test whose length goes by the form is given up. */
export const patience = sized({ short: 120_000, long: 1_800_000 });

/** Chance that can be had again from its seed: a function that returns whole numbers from 0 to below its argument. */
export function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
