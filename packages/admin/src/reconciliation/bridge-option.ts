import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams } from 'echarts';
import type { EChartsCoreOption } from 'echarts/core';
import { markLength } from '../charts/mark-length.ts';
import type { ChartColours } from '../charts/use-chart-colours.ts';
import { moneyText } from '../figures/money-parts.ts';
import type { BridgeStep } from './bridge-steps.ts';

interface Look {
  readonly currency: string;
  readonly colours: ChartColours;
  readonly chosen: string | undefined;
}

const thinnest = 2;
const usualBand = 60;

/** The waterfall: a bar from level to level for each step, named by its exact amount. Only the marks are rounded. What adds and what takes away differ in colour, place and sign. */
export function bridgeOption(steps: readonly BridgeStep[], { currency, colours, chosen }: Look): EChartsCoreOption {
  const text = { color: colours.muted, fontFamily: 'Inter Variable', fontSize: 12 };
  const [total, adds, takes] = [colours.muted, colours.series[1], colours.series[0]];
  const colourOf = ({ part, amount }: BridgeStep) => (part === undefined ? total : amount.startsWith('-') ? takes : adds);
  const shown = (amount: string) => hint(amount, currency);
  return {
    animation: false,
    grid: { left: 8, right: 8, top: 28, bottom: 8, containLabel: true },
    xAxis: {
      type: 'category',
      data: steps.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: { ...text, interval: 0, width: 74, overflow: 'break', lineHeight: 14 },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { ...text, formatter: (value: number) => axisText(value, currency) },
      splitLine: { lineStyle: { color: colours.line } },
    },
    tooltip: {
      trigger: 'item',
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontFamily: 'Inter Variable', fontSize: 12 },
      formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
        const step = steps[dataIndex];
        return step === undefined ? '' : `${step.label}: ${moneyText(step.amount, currency)}`;
      },
    },
    series: [
      {
        type: 'custom',
        encode: { x: 0, y: [1, 2] },
        data: steps.map(({ start, end }, index) => [index, markLength(start), markLength(end)]),
        renderItem: (_params: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
          const step = steps[Number(api.value(0))];
          return (
            step && barOf(api, { step, fill: colourOf(step) ?? total, label: shown(step.amount), colours, isChosen: step.part === chosen })
          );
        },
      },
    ],
  };
}

interface Bar {
  readonly step: BridgeStep;
  readonly fill: string;
  readonly label: string;
  readonly colours: ChartColours;
  readonly isChosen: boolean;
}

function barOf(api: CustomSeriesRenderItemAPI, { step, fill, label, colours, isChosen }: Bar) {
  const [x = 0, from = 0] = api.coord([api.value(0), api.value(1)]);
  const [, to = 0] = api.coord([api.value(0), api.value(2)]);
  const sized = api.size?.([1, 0]);
  const band = Array.isArray(sized) ? (sized[0] ?? usualBand) : usualBand;
  const width = Math.min(48, band * 0.66);
  const [y, height] = [Math.min(from, to), Math.max(thinnest, Math.abs(from - to))];
  const outline = isChosen && step.part !== undefined ? { stroke: colours.text, lineWidth: 2 } : {};
  return {
    type: 'group' as const,
    children: [
      { type: 'rect' as const, shape: { x: x - width / 2, y, width, height, r: 2 }, style: { fill, ...outline } },
      {
        type: 'text' as const,
        style: {
          text: label,
          x,
          y: y - 5,
          align: 'center' as const,
          verticalAlign: 'bottom' as const,
          fill: colours.text,
          font: '11px Inter Variable',
        },
        silent: true,
      },
    ],
  };
}

/** An amount to its cents, cut and not rounded: the label is a hint, and the exact text stands in tooltip and table. */
function hint(amount: string, currency: string): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  const cents = fraction.slice(0, 2).padEnd(2, '0');
  return /[1-9]/.test(whole + cents) ? moneyText(`${whole}.${cents}`, currency) : 'under a cent';
}

function axisText(value: number, currency: string): string {
  const text = String(value);
  return /^-?\d+(\.\d{1,12})?$/.test(text) ? moneyText(text, currency).replace(/\.00$/, '') : text;
}
