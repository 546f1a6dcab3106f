import type { EChartsCoreOption } from 'echarts/core';
import { moneyText } from '../figures/money-parts.ts';
import type { ChartColours } from './use-chart-colours.ts';
import { markLength } from './mark-length.ts';

/** One colour of bars: an exact amount for each label; null where there is none. */
interface BarSeries {
  readonly name: string;
  readonly amounts: readonly (string | null)[];
  /** Its place in the palette; absent: its place among the series. */
  readonly colour?: number;
  /** Drawn as a hatched box: it is not known, but reckoned. */
  readonly hatched?: boolean;
}

/** Bars beside or upon each other, of one currency. */
export interface Bars {
  readonly labels: readonly string[];
  readonly series: readonly BarSeries[];
  readonly currency: string;
  readonly stacked?: boolean;
}

const most = 24;

/** The chart of bars, from zero. What a tooltip says are the exact texts; only the marks are rounded. */
export function barOption({ labels, series, currency, stacked = false }: Bars, colours: ChartColours): EChartsCoreOption {
  const text = { color: colours.muted, fontFamily: 'Inter Variable', fontSize: 12 };
  return {
    animation: false,
    grid: { left: 8, right: 8, top: series.length > 1 ? 36 : 12, bottom: 8, containLabel: true },
    ...(series.length > 1 && {
      legend: { type: 'scroll', top: 4, left: 8, right: 8, icon: 'roundRect', itemWidth: 12, itemHeight: 8, textStyle: text },
    }),
    xAxis: {
      type: 'category',
      data: [...labels],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: { ...text, hideOverlap: true, width: 110, overflow: 'truncate', interval: labels.length <= 8 ? 0 : 'auto' },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { ...text, formatter: (value: number) => axisText(value, currency) },
      splitLine: { lineStyle: { color: colours.line } },
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: colours.line, opacity: 0.35 } },
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontFamily: 'Inter Variable', fontSize: 12 },
      formatter: (marks: readonly { readonly dataIndex: number }[]) => told(marks[0]?.dataIndex ?? 0, { labels, series, currency }),
    },
    series: series.map((each, index) => drawn(each, index, { stacked, colours })),
  };
}

function drawn(
  { name, amounts, colour, hatched }: BarSeries,
  index: number,
  look: { readonly stacked: boolean; readonly colours: ChartColours },
) {
  const color = look.colours.series[(colour ?? index) % look.colours.series.length];
  return {
    name,
    type: 'bar',
    barMaxWidth: 36,
    ...(look.stacked && { stack: 'all' }),
    itemStyle: {
      color,
      borderRadius: look.stacked ? 0 : [3, 3, 0, 0],
      ...(hatched && {
        opacity: 0.75,
        decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 5], rotation: -Math.PI / 4, color: look.colours.surface },
      }),
    },
    data: amounts.map((amount) => (amount === null ? null : markLength(amount))),
  };
}

function axisText(value: number, currency: string): string {
  const text = String(value);
  return /^-?\d+(\.\d{1,12})?$/.test(text) ? moneyText(text, currency).replace(/\.00$/, '') : text;
}

/** What stands at a label, line by line, each amount exact. */
function told(place: number, { labels, series, currency }: Pick<Bars, 'labels' | 'series' | 'currency'>): string {
  const lines = series.flatMap(({ name, amounts }) => {
    const amount = amounts[place];
    return amount === null || amount === undefined ? [] : [`${name}: ${moneyText(amount, currency)}`];
  });
  return [labels[place] ?? '', ...lines.slice(0, most)].map(escaped).join('<br>');
}

/** Text as it stands in a page: names come from people. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
