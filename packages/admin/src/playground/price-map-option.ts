import { formatMoney } from '@halfpenny/core';
import type { Money } from '@halfpenny/core';
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartColours } from '../charts/use-chart-colours.ts';
import { moneyText } from '../figures/money-parts.ts';
import type { PriceGrid } from './price-grid.ts';

/** A size and a quality, as a request names them. */
export interface AskedCell {
  readonly size: string;
  readonly quality: string;
}

/** The heat map of a grid. A mark's value is its column, its row and its shade; its label is the exact cost, never a number. */
export function priceMapOption(grid: PriceGrid, asked: AskedCell, colours: ChartColours): EChartsCoreOption {
  const sizes = grid.rows.map(({ size }) => size);
  const label = { color: colours.muted, fontFamily: 'Inter Variable', fontSize: 12 };
  const axis = { type: 'category', axisLine: { show: false }, axisTick: { show: false }, axisLabel: label, splitArea: { show: false } };
  return {
    animation: false,
    grid: { left: 84, right: 8, top: 32, bottom: 4 },
    xAxis: { ...axis, data: [...grid.qualities], position: 'top' },
    yAxis: { ...axis, data: sizes, inverse: true },
    // Each mark has its colour already; the map of colours only has to be there.
    visualMap: { show: false, min: 0, max: colours.ramp.length - 1, dimension: 2, inRange: { color: [...colours.ramp] } },
    tooltip: {
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontFamily: 'Inter Variable', fontSize: 12 },
      formatter: ({ name }: { name: string }) => name,
    },
    series: [{ type: 'heatmap', data: marksOf(grid, asked, colours), label: { show: true }, emphasis: { itemStyle: { opacity: 0.85 } } }],
  };
}

/** The mark of what is asked for comes last, so that its frame lies above its neighbours. */
function marksOf(grid: PriceGrid, asked: AskedCell, colours: ChartColours): readonly object[] {
  const marks = grid.rows.flatMap(({ size, cells }, row) =>
    cells.flatMap(({ quality, expected, shade }, column) => {
      if (expected === null) return [];
      const isAsked = asked.size === size && asked.quality === quality;
      return [
        {
          isAsked,
          value: [column, row, shade],
          name: `${size} ${quality}: ${written(expected)}${isAsked ? ', as asked' : ''}`,
          label: {
            formatter: written(expected).replace('$', ''),
            color: colours.onRamp[shade],
            fontFamily: 'Inter Variable',
            fontSize: 12,
            fontWeight: isAsked ? 700 : 400,
          },
          itemStyle: {
            color: colours.ramp[shade],
            borderColor: isAsked ? colours.text : colours.surface,
            borderWidth: isAsked ? 2.5 : 2,
            borderRadius: 4,
          },
        },
      ];
    }),
  );
  return marks.toSorted((a, b) => Number(a.isAsked) - Number(b.isAsked));
}

function written(money: Money): string {
  return moneyText(formatMoney(money), money.currency);
}
