import { tierHolding } from '../price-book/size-tiers.ts';
import type { SizeTable } from '../tokens/size-table.ts';
import type { ReadBudget } from './budget-question.ts';
import { billsPixels } from './image-cost.ts';

/** Sizes in order of cost: a size fits where its order is at most the limit. */
export interface OrderedSizes {
  readonly order: ArrayLike<number>;
  readonly limit: number;
  /** The limit of another amount, in picounits, where two of different order may cost the same. */
  readonly limitOf?: (pico: bigint) => number;
}

/** What a size at a place of a table costs; undefined where it has no price. */
type CostAt = (place: number) => bigint | undefined;

/** Pixels as the order: more never cost less. The limit is looked for by halves among all counts of pixels. */
export function pixelOrder(budget: ReadBudget, { count, widths, heights }: SizeTable, costAt: CostAt): OrderedSizes {
  const order = new Float64Array(count);
  const places = new Uint32Array(count);
  for (let place = 0; place < count; place += 1) {
    order[place] = (widths[place] ?? 0) * (heights[place] ?? 0);
    places[place] = place;
  }
  const rising = places.toSorted((a, b) => (order[a] ?? 0) - (order[b] ?? 0));
  const limitOf = (pico: bigint): number => {
    let [fits, tooMany] = [-1, count];
    while (tooMany - fits > 1) {
      const middle = (fits + tooMany) >> 1;
      const cost = costAt(rising[middle] ?? 0);
      if (cost !== undefined && cost <= pico) fits = middle;
      else tooMany = middle;
    }
    return fits < 0 ? -1 : (order[rising[fits] ?? 0] ?? -1);
  };
  return { order, limit: limitOf(budget.amount.pico), limitOf };
}

/** The place of each cost among all of them, the lowest first; a size without a price is beyond every limit. Sizes that differ in nothing a tariff asks for are rated once. */
export function ratedOrder(
  budget: ReadBudget,
  sizes: { readonly table: SizeTable; readonly tokens: ArrayLike<number> },
  costAt: CostAt,
): OrderedSizes {
  const kindAt = kindsOf(budget, sizes);
  const { count } = sizes.table;
  const order = new Int32Array(count);
  const kinds = new Map<number, number>();
  const costs: (bigint | undefined)[] = [];
  for (let place = 0; place < count; place += 1) {
    const kind = kindAt(place);
    let number = kinds.get(kind);
    if (number === undefined) {
      number = costs.push(costAt(place)) - 1;
      kinds.set(kind, number);
    }
    order[place] = number;
  }
  const rising = [...new Set(costs)].filter((cost) => cost !== undefined).toSorted((a, b) => (a < b ? -1 : 1));
  const places = new Map<bigint | undefined, number>(rising.map((cost, place) => [cost, place]));
  const ranks = Int32Array.from(costs, (cost) => places.get(cost) ?? rising.length);
  for (let place = 0; place < count; place += 1) order[place] = ranks[order[place] ?? 0] ?? rising.length;
  return { order, limit: rising.filter((cost) => cost <= budget.amount.pico).length - 1 };
}

const tokensRoom = 2 ** 16;
const tiersRoom = 2 ** 7;

/** What a tariff can ask of a size, as one number: its tokens, its tier, its pixels where they are billed; a size it names is like no other. */
function kindsOf(budget: ReadBudget, { table, tokens }: { readonly table: SizeTable; readonly tokens: ArrayLike<number> }) {
  const { components, modifiers = [], sizeTiers = [] } = budget.entry;
  const named = new Set([...components, ...modifiers].flatMap(({ when }) => when['size'] ?? []));
  const asksPixels = billsPixels(budget);
  return (place: number): number => {
    const [width, height] = [table.widths[place] ?? 0, table.heights[place] ?? 0];
    if (named.size > 0 && named.has(`${width}x${height}`)) return -1 - place;
    const held = sizeTiers.length === 0 ? undefined : tierHolding(sizeTiers, width, height);
    const tier = held === undefined ? 0 : sizeTiers.indexOf(held) + 1;
    return ((asksPixels ? width * height : 0) * tiersRoom + tier) * tokensRoom + (tokens[place] ?? 0);
  };
}
