import type { Bucket } from './stated.ts';

const dayMilliseconds = 86_400_000;

/** What a file covers, as it is read: spans that touch are one, so that it takes no more memory than it has gaps. */
export class CoveredSpan {
  #spans: { from: number; until: number }[] = [];
  #most = 1000;

  /** A bucket that the file speaks of. */
  add({ start, end }: Bucket): void {
    const [from, until] = [Date.parse(start), Date.parse(end)];
    const last = this.#spans.at(-1);
    if (last !== undefined && from <= last.until && until >= last.from) {
      last.from = Math.min(last.from, from);
      last.until = Math.max(last.until, until);
    } else this.#spans.push({ from, until });
    if (this.#spans.length <= this.#most) return;
    this.#spans = joined(this.#spans);
    this.#most = 1000 + 2 * this.#spans.length;
  }

  /** A line whose neighbours say nothing of what lies between: only the ends count. */
  stretch({ start, end }: Bucket): void {
    const [from, until] = [Date.parse(start), Date.parse(end)];
    const [span] = this.#spans;
    if (span === undefined) this.#spans.push({ from, until });
    else [span.from, span.until] = [Math.min(span.from, from), Math.max(span.until, until)];
  }

  /** The first gap: from when to when nothing is said. Undefined where there is none. */
  gap(): Bucket | undefined {
    const [first, second] = joined(this.#spans);
    return first === undefined || second === undefined
      ? undefined
      : { start: new Date(first.until).toISOString(), end: new Date(second.from).toISOString() };
  }

  /** From the first instant to the last, as whole UTC days; undefined where the file speaks of nothing. */
  days(): Bucket | undefined {
    const spans = joined(this.#spans);
    const [first, last] = [spans[0], spans.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    const from = Math.floor(first.from / dayMilliseconds) * dayMilliseconds;
    const until = Math.max(Math.ceil(last.until / dayMilliseconds) * dayMilliseconds, from + dayMilliseconds);
    return { start: new Date(from).toISOString(), end: new Date(until).toISOString() };
  }
}

function joined(spans: readonly { readonly from: number; readonly until: number }[]): { from: number; until: number }[] {
  const result: { from: number; until: number }[] = [];
  for (const { from, until } of spans.toSorted((one, other) => one.from - other.from)) {
    const last = result.at(-1);
    if (last !== undefined && from <= last.until) last.until = Math.max(last.until, until);
    else result.push({ from, until });
  }
  return result;
}
