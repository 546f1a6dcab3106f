import type { RouteLocationRaw } from 'vue-router';

interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** One cell: money, or a text. Null: there is no figure. */
export type FigureCell = { readonly money: Money | null | undefined; readonly signed?: boolean } | { readonly text: string };

/** A row of figures under a name, which may lead closer. */
export interface FigureRow {
  readonly name: string;
  /** What tells it from others of that name, smaller. */
  readonly aside?: string;
  readonly to?: RouteLocationRaw | undefined;
  readonly cells: readonly FigureCell[];
}

/** A row as a file has it. */
export function rowTexts({ name, aside, cells }: FigureRow): readonly string[] {
  return [[name, aside].filter(Boolean).join(' '), ...cells.map((cell) => ('text' in cell ? cell.text : (cell.money?.amount ?? '')))];
}
