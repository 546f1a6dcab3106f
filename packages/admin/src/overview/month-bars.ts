import { formatDecimal } from '@halfpenny/core';
import { picoOf } from '../figures/pico-of.ts';
import type { Bars } from '../charts/bar-option.ts';
import type { OverviewQuery } from '../generated/graphql.ts';
import type { Pivot } from '../spend/pivot.ts';

type Forecast = OverviewQuery['spendForecast'][number];

/** Months as bars, a colour for each provider, and hatched what is still to come of this month if it goes on as it went. */
export function monthBars({ columns, rows, currency }: Pivot, forecast: Forecast | undefined): Bars {
  const coming = forecast?.forecast == null ? 0n : picoOf(forecast.forecast.amount) - picoOf(forecast.spent.amount);
  const isThisMonth = columns.map(({ value }) => value === forecast?.month);
  const series = rows.map(({ name, cells }) => ({ name, amounts: cells }));
  const hatched = {
    name: 'still to come',
    hatched: true,
    colour: 4,
    amounts: isThisMonth.map((is) => (is ? formatDecimal(coming) : null)),
  };
  return { labels: columns.map(({ name }) => name), currency, stacked: true, series: coming > 0n ? [...series, hatched] : series };
}

/** A change in per cent of what was, with one decimal: (12, 10) → "+20.0%". Empty where nothing was. */
export function changeText(now: string, before: string): string {
  const [after, was] = [picoOf(now), picoOf(before)];
  if (was <= 0n) return '';
  const part = after - was;
  const size = part < 0n ? -part : part;
  const tenths = (size * 2000n + was) / (was * 2n);
  return `${part < 0n ? '−' : '+'}${tenths / 10n}.${tenths % 10n}%`;
}
