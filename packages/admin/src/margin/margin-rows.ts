import { picoOf } from '../figures/pico-of.ts';
import type { Bars } from '../charts/bar-option.ts';
import type { FinanceDimension, MarginFieldsFragment } from '../generated/graphql.ts';
import { writeDay } from '../time/utc-day.ts';

/** What margins can be looked at by, in words. */
export const marginDimensions: readonly { readonly value: FinanceDimension; readonly label: string }[] = [
  { value: 'MODEL', label: 'Model' },
  { value: 'WORKSPACE', label: 'Workspace' },
  { value: 'TEMPLATE', label: 'Template' },
  { value: 'DAY', label: 'Day' },
  { value: 'MONTH', label: 'Month' },
];

/** A dimension as an address names it; the model where it names none. */
export function marginDimension(text: string): FinanceDimension {
  return marginDimensions.find(({ value }) => value.toLowerCase() === text)?.value ?? 'MODEL';
}

/** A group of margins as a row shows it. */
export interface MarginRow extends Pick<MarginFieldsFragment, 'revenue' | 'cost' | 'margin'> {
  readonly name: string;
  readonly value: string | null;
  readonly share: string;
}

/** Groups as rows: days and months in their order, the rest with the greatest margin first, as the service hands them over. */
export function marginRows(groups: readonly MarginFieldsFragment[]): readonly MarginRow[] {
  const rows = groups.map(({ keys: [key], revenue, cost, margin }) => ({
    name: nameOf(key),
    value: key?.value ?? null,
    revenue,
    cost,
    margin,
    share: marginShare(margin.amount, revenue.amount),
  }));
  const isTime = groups[0]?.keys[0]?.dimension === 'DAY' || groups[0]?.keys[0]?.dimension === 'MONTH';
  return isTime ? rows.toSorted((a, b) => ((a.value ?? '') < (b.value ?? '') ? -1 : 1)) : rows;
}

/** A margin in per cent of what was charged, half away from zero to one decimal: (0.001485, 0.007425) → "20.0%". Empty where nothing was charged. */
export function marginShare(margin: string, revenue: string): string {
  const [part, whole] = [picoOf(margin), picoOf(revenue)];
  if (whole <= 0n) return '';
  const size = part < 0n ? -part : part;
  const tenths = (size * 2000n + whole) / (whole * 2n);
  return `${part < 0n ? '−' : ''}${tenths / 10n}.${tenths % 10n}%`;
}

/** The rows of one currency as bars: what was charged beside what it cost. */
export function marginBars(rows: readonly MarginRow[], currency: string): Bars {
  const own = rows.filter(({ revenue }) => revenue.currency === currency);
  return {
    labels: own.map(({ name }) => name),
    currency,
    series: [
      { name: 'charged', amounts: own.map(({ revenue }) => revenue.amount) },
      { name: 'cost', amounts: own.map(({ cost }) => cost.amount) },
      { name: 'margin', amounts: own.map(({ margin }) => margin.amount) },
    ],
  };
}

/** Rows as a file has them; the first is their head. */
export function marginTable(rows: readonly MarginRow[], head: string): readonly (readonly string[])[] {
  return [
    [head, 'currency', 'charged', 'cost', 'margin', 'margin of charged'],
    ...rows.map(({ name, revenue, cost, margin, share }) => [name, revenue.currency, revenue.amount, cost.amount, margin.amount, share]),
  ];
}

function nameOf(key: MarginFieldsFragment['keys'][number] | undefined): string {
  if (key === undefined) return 'all of it';
  if (key.value == null) return 'none';
  return key.dimension === 'DAY' ? writeDay(key.value) : (key.label ?? key.value);
}
