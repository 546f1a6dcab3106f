import { entryOnBase, invariant, priceBook, type PriceBook, type PriceEntry, type PriceKey } from '@halfpenny/core';

/** An entry of a sell book; a margin without the cost it is over. */
export interface SellEntry {
  /** Whom its book is for: the id of a workspace, or * for all. */
  readonly scope: string;
  readonly entry: PriceEntry;
}

/** A book to price by, and from when on anything in it is sold. */
interface SellBook {
  readonly book: PriceBook;
  /** Milliseconds since 1970. */
  readonly from: number;
}

const forAll = '*';

/** The sell books as known at one moment. What a workspace is charged by is put together when it is first asked for. */
export class SellBooks {
  readonly #rows = new Map<string, SellEntry[]>();
  readonly #books = new Map<string, SellBook | undefined>();

  /** Costs by provider, model and mode: what margins are over. */
  readonly #costs = new Map<string, PriceEntry[]>();

  /** Of the entries of sell books, and those of the cost book. */
  constructor(rows: readonly SellEntry[], costs: readonly PriceEntry[]) {
    if (rows.length > 0) for (const cost of costs) added(this.#costs, keyOf(cost), cost);
    for (const row of rows) {
      added(this.#rows, row.scope, row);
    }
  }

  /**
   * What a workspace is charged by: its own sell book, and the one for all for each provider, model and mode that its own says nothing of. Undefined, while none of
   * the two has begun: then it is charged what providers take. From the first start on, what has no sell price is not sold.
   */
  soldTo(workspaceId: string, at: string): PriceBook | undefined {
    const scope = this.#rows.has(workspaceId) ? workspaceId : forAll;
    if (!this.#books.has(scope)) this.#books.set(scope, this.#bookOf(scope));
    const sold = this.#books.get(scope);
    return sold === undefined || Date.parse(at) < sold.from ? undefined : sold.book;
  }

  #bookOf(scope: string): SellBook | undefined {
    const own = scope === forAll ? [] : (this.#rows.get(scope) ?? []);
    const named = new Set(own.map(({ entry }) => keyOf(entry)));
    const rows = [...own, ...(this.#rows.get(forAll) ?? []).filter(({ entry }) => !named.has(keyOf(entry)))];
    if (rows.length === 0) return undefined;
    const book = priceBook(rows.flatMap(({ entry }) => this.#overCosts(entry)));
    invariant(book.ok, 'The database refuses overlapping entries of a book, and each key is taken from one book.');
    return { book: book.value, from: Math.min(...rows.map(({ entry }) => Date.parse(entry.validFrom))) };
  }

  /** A margin is one entry for each cost that is in force with it; where there is none, it has no price. */
  #overCosts(entry: PriceEntry): readonly PriceEntry[] {
    if (entry.basedOn?.book === undefined) return [entry];
    const costs = this.#costs.get(keyOf(entry.basedOn)) ?? [];
    return costs.flatMap((cost) => {
      const joined = entryOnBase(entry, cost);
      return joined.ok ? [joined.value] : [];
    });
  }
}

function added<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}

function keyOf({ provider, model, mode }: PriceKey): string {
  return JSON.stringify([provider, model, mode]);
}
