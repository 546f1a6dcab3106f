import { formatDecimal } from '@halfpenny/core';
import { picoOf } from '../figures/pico-of.ts';
import type { Bars } from '../charts/bar-option.ts';
import type { SpendSumFieldsFragment } from '../generated/graphql.ts';
import { keyText } from './spend-dimensions.ts';

/** One value of the rows, across the columns: each amount exact, null where nothing was spent. */
interface PivotRow {
  readonly name: string;
  /** To choose by; null: there is none, such as no template. */
  readonly value: string | null;
  readonly total: string;
  /** Of all, in per cent with one decimal. */
  readonly share: string;
  readonly cells: readonly (string | null)[];
  readonly generations: number;
  readonly images: number;
}

/** Spending of one currency as a table of two dimensions. */
export interface Pivot {
  readonly currency: string;
  readonly columns: readonly { readonly name: string; readonly value: string | null }[];
  /** What was spent most on comes first. */
  readonly rows: readonly PivotRow[];
  readonly total: string;
  readonly columnTotals: readonly string[];
}

/** Sums by two dimensions → a table of each currency; `times`: days or months that have a column even where nothing was spent. Amounts are added as whole picounits, so that a total is its cells, to the last digit. */
export function pivotsOf(sums: readonly SpendSumFieldsFragment[], times: readonly string[] = []): readonly Pivot[] {
  const byCurrency = Map.groupBy(sums, ({ amount }) => amount.currency);
  return [...byCurrency].map(([currency, own]) => pivotOf(currency, own, times));
}

/** The value of a sum along the rows (0) or the columns (1). */
function keyOf({ keys }: SpendSumFieldsFragment, place: number): SpendSumFieldsFragment['keys'][number] {
  return keys[place] ?? { dimension: 'MONTH', value: null, label: null };
}

function pivotOf(currency: string, sums: readonly SpendSumFieldsFragment[], times: readonly string[]): Pivot {
  const met = new Map(sums.map((sum) => [keyOf(sum, 1).value ?? '', keyOf(sum, 1)]));
  const dimension = sums[0] === undefined ? 'MONTH' : keyOf(sums[0], 1).dimension;
  const columns = times.length === 0 ? [...met.values()] : times.map((value) => ({ dimension, value, label: null }));
  const places = new Map(columns.map(({ value }, index) => [value ?? '', index]));
  const all = added(sums);
  const rows = [...Map.groupBy(sums, (sum) => keyOf(sum, 0).value ?? '').values()].map((own) => {
    const cells: (string | null)[] = columns.map(() => null);
    for (const sum of own) cells[places.get(keyOf(sum, 1).value ?? '') ?? 0] = sum.amount.amount;
    const total = added(own);
    const key = own[0] === undefined ? undefined : keyOf(own[0], 0);
    return {
      row: {
        name: key === undefined ? '' : keyText(key),
        value: key?.value ?? null,
        total: formatDecimal(total),
        share: shareText(total, all),
        cells,
        generations: own.reduce((count, { generations }) => count + generations, 0),
        images: own.reduce((count, { images }) => count + images, 0),
      },
      total,
    };
  });
  return {
    currency,
    columns: columns.map((key) => ({ name: keyText(key), value: key.value ?? null })),
    rows: rows.toSorted((a, b) => (a.total === b.total ? 0 : a.total > b.total ? -1 : 1)).map(({ row }) => row),
    total: formatDecimal(all),
    columnTotals: columns.map(({ value }) => formatDecimal(added(sums.filter((sum) => (keyOf(sum, 1).value ?? '') === (value ?? ''))))),
  };
}

const seriesMost = 7;

/** A table as bars upon each other: a colour for each of the first rows, one more for the rest. */
export function pivotBars({ columns, rows, currency }: Pivot): Bars {
  const shown = rows.slice(0, seriesMost);
  const rest = rows.slice(seriesMost);
  const others = {
    name: `${rest.length} others`,
    amounts: columns.map((_column, place) => formatDecimal(rest.reduce((sum, { cells }) => sum + picoOf(cells[place] ?? '0'), 0n))),
  };
  return {
    labels: columns.map(({ name }) => name),
    currency,
    stacked: true,
    series: [...shown.map(({ name, cells }) => ({ name, amounts: cells })), ...(rest.length > 0 ? [others] : [])],
  };
}

/** A table as a file has it; the first row is its head. */
export function pivotCsv({ columns, rows, currency }: Pivot, head: string): readonly (readonly string[])[] {
  return [
    [head, 'currency', 'total', 'generations', 'images', ...columns.map(({ name }) => name)],
    ...rows.map(({ name, total, generations, images, cells }) => [
      name,
      currency,
      total,
      String(generations),
      String(images),
      ...cells.map((cell) => cell ?? ''),
    ]),
  ];
}

function added(sums: readonly SpendSumFieldsFragment[]): bigint {
  return sums.reduce((sum, { amount }) => sum + picoOf(amount.amount), 0n);
}

function shareText(part: bigint, whole: bigint): string {
  if (whole <= 0n) return '';
  const size = part < 0n ? -part : part;
  const tenths = (size * 2000n + whole) / (whole * 2n);
  return `${part < 0n ? '−' : ''}${tenths / 10n}.${tenths % 10n}%`;
}
