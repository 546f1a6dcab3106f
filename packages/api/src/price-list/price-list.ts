import { priceEntry, type PriceEntry, type PriceEntryInput, type Refusal } from '@halfpenny/core';

/** Where something stands in a list. Line and column are counted from 1; in a CSV file, the column is that of the table. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** The way to it, as people say it: `gpt-image-1.input_cost_per_token`, or the name of a column. */
  readonly at: string;
}

/** A line, or a part of one, that was not understood, and why; nothing of its entry is taken. */
export interface ListProblem extends Place {
  readonly message: string;
  /** What would be taken instead. */
  readonly accepted: readonly string[];
}

/** An entry that was understood: the line as core takes it, the entry core makes of it, and where it stands. */
export interface ListedEntry {
  readonly input: PriceEntryInput;
  readonly entry: PriceEntry;
  readonly place: Place;
}

/** What was left out on purpose, by reason: `{ why: 'no image model', count: 1203 }`. */
interface LeftOut {
  readonly why: string;
  readonly count: number;
}

/** A price list that was read: every line of it is among the entries, the problems or what was left out. */
export interface PriceList {
  readonly entries: readonly ListedEntry[];
  readonly problems: readonly ListProblem[];
  readonly leftOut: readonly LeftOut[];
}

/** What a list does not say of itself. */
export interface ListOptions {
  /** From when on the prices apply where the list names no day, and the earliest day anything is taken for. A UTC day or an instant. */
  readonly from: string;
  /** Only these providers, by the names the list gives them. Undefined: all. */
  readonly providers?: readonly string[] | undefined;
  /** Only these models. Undefined: all that make images. */
  readonly models?: readonly string[] | undefined;
}

/** A list while it is read. */
export class ListUnderReading {
  readonly #entries: ListedEntry[] = [];
  readonly #problems: ListProblem[] = [];
  readonly #leftOut = new Map<string, number>();

  /** Takes an entry, if core does; else names the part of it that core refuses. `placeOf` tells where a part stands, by its path from the entry on. */
  take(input: PriceEntryInput, place: Place, placeOf: (path: readonly string[]) => Place | undefined = () => undefined): void {
    const read = priceEntry(input);
    if (read.ok) this.#entries.push({ input, entry: read.value, place });
    else this.refuse(nearest(read.refusal.path, placeOf) ?? place, read.refusal);
  }

  /** Names what was not understood. */
  refuse({ line, column, at }: Place, why: Pick<Refusal, 'message'> & Partial<Pick<Refusal, 'accepted'>>): undefined {
    this.#problems.push({ line, column, at, message: why.message, accepted: why.accepted ?? [] });
  }

  /** Counts what is left out on purpose. */
  leaveOut(why: string): undefined {
    this.#leftOut.set(why, (this.#leftOut.get(why) ?? 0) + 1);
  }

  /** The list, its problems in the order of the file. */
  done(): PriceList {
    const problems = this.#problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
    return { entries: this.#entries, problems, leftOut: [...this.#leftOut].map(([why, count]) => ({ why, count })) };
  }
}

function nearest(path: readonly string[], placeOf: (path: readonly string[]) => Place | undefined): Place | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const place = placeOf(path.slice(0, length));
    if (place !== undefined) return place;
  }
  return undefined;
}
