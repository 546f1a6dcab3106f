import type { FinanceDimension } from '../generated/graphql.ts';
import { daysAfter, writeDay, writeMonth } from '../time/utc-day.ts';
import { meterWords } from '../words/meter-words.ts';
import { providerName } from '../words/provider-name.ts';

/** What spending can be grouped and chosen by, in words, in the order in which people look closer. */
export const spendDimensions: readonly { readonly value: FinanceDimension; readonly label: string }[] = [
  { value: 'PROVIDER', label: 'Provider' },
  { value: 'MODEL', label: 'Model' },
  { value: 'OPERATION', label: 'Operation' },
  { value: 'QUALITY', label: 'Quality' },
  { value: 'SIZE', label: 'Size' },
  { value: 'METER', label: 'Meter' },
  { value: 'MODE', label: 'Mode' },
  { value: 'TEMPLATE', label: 'Template' },
  { value: 'STAGE', label: 'Stage' },
  { value: 'OUTCOME', label: 'Outcome' },
  { value: 'KEY', label: 'Key' },
  { value: 'WORKSPACE', label: 'Workspace' },
  { value: 'DAY', label: 'Day' },
  { value: 'MONTH', label: 'Month' },
];

/** A dimension as an address names it ("provider"); the one that is otherwise meant where it names none. */
export function spendDimension(text: string, otherwise: FinanceDimension): FinanceDimension {
  return spendDimensions.find(({ value }) => value.toLowerCase() === text)?.value ?? otherwise;
}

/** "Provider". */
export function dimensionLabel(dimension: FinanceDimension): string {
  return spendDimensions.find(({ value }) => value === dimension)?.label ?? dimension;
}

/** A value of a dimension as people say it. */
export function keyText({
  dimension,
  value,
  label,
}: {
  readonly dimension: FinanceDimension;
  readonly value?: string | null;
  readonly label?: string | null;
}): string {
  if (value == null || value === '') return 'none';
  if (dimension === 'PROVIDER') return providerName(value);
  if (dimension === 'METER') return meterWords(value).units;
  if (dimension === 'MONTH') return writeMonth(value);
  return dimension === 'DAY' ? writeDay(value) : (label ?? value);
}

/** Every value of a dimension of time within a span, so that a day on which nothing was spent is seen as one; none of another dimension. */
export function timesWithin(
  dimension: FinanceDimension,
  { from, until }: { readonly from: string; readonly until: string },
): readonly string[] {
  if (dimension !== 'DAY' && dimension !== 'MONTH') return [];
  const days: string[] = [];
  for (let day = from; day < until; day = daysAfter(day, 1)) days.push(day);
  return dimension === 'DAY' ? days : [...new Set(days.map((day) => day.slice(0, 7)))];
}

/** The next dimension to look closer by, once some are decided; undefined where none is left. */
export function nextDimension(decided: readonly FinanceDimension[]): FinanceDimension | undefined {
  return spendDimensions.map(({ value }) => value).find((value) => !decided.includes(value) && value !== 'DAY' && value !== 'MONTH');
}
