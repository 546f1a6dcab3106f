import { conditionLists } from './conditions-text.ts';
import type { ComponentRow } from './price-entry-row.ts';

/** A flat tariff as a table of size against quality. */
export interface FlatMatrix {
  /** The qualities that are priced apart, in the order of effort; empty where the price asks for none. */
  readonly qualities: readonly string[];
  readonly rows: readonly FlatMatrixRow[];
  /** Components that no such table can hold: other meters, other conditions. */
  readonly rest: readonly ComponentRow[];
}

/** One line of the table: its sizes (empty: any size) and what an image costs, by quality; under '' at any quality. */
interface FlatMatrixRow {
  readonly sizes: readonly string[];
  readonly prices: Readonly<Record<string, ComponentRow>>;
}

/** Sizes that a row of the price book shows; the others are in the entry's panel. */
export const flatRowsMost = 4;

const effort = ['low', 'standard', 'medium', 'hd', 'high', 'xhigh', 'max'];

/** Lays a flat tariff out; sizes keep the order in which the tariff names them. */
export function flatMatrix(components: readonly ComponentRow[]): FlatMatrix {
  const rows = new Map<string, { sizes: readonly string[]; prices: Record<string, ComponentRow> }>();
  const rest: ComponentRow[] = [];
  for (const component of components) {
    const { size = [], quality = [''], ...others } = conditionLists(component.conditions);
    if (component.meter !== 'image' || component.per !== '1' || Object.keys(others).length > 0) rest.push(component);
    else {
      const row = rows.get(size.join()) ?? { sizes: size, prices: {} };
      for (const each of quality) row.prices[each] = component;
      rows.set(size.join(), row);
    }
  }
  return { qualities: qualitiesOf([...rows.values()]), rows: [...rows.values()], rest };
}

function qualitiesOf(rows: readonly FlatMatrixRow[]): readonly string[] {
  const named = new Set(rows.flatMap((row) => Object.keys(row.prices)).filter((quality) => quality !== ''));
  return [...named].toSorted((a, b) => effort.indexOf(a) - effort.indexOf(b));
}
