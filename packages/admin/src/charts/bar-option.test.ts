import { expect, it } from 'vitest';
import { barOption } from './bar-option.ts';
import type { ChartColours } from './use-chart-colours.ts';

const colours: ChartColours = {
  text: '#000000',
  muted: '#444444',
  line: '#dddddd',
  surface: '#ffffff',
  accent: '#12655f',
  ramp: [],
  onRamp: [],
  series: ['#12655f', '#c77700'],
};
const option = barOption(
  {
    labels: ['<b>OpenAI</b>', 'PiAPI'],
    currency: 'USD',
    series: [
      { name: 'charged', amounts: ['0.007425000001', '12'] },
      { name: 'cost', amounts: ['0.00594', null] },
    ],
  },
  colours,
) as { series: { data: unknown }[]; tooltip: { formatter: (marks: object) => string } };

it('A tooltip tells every digit of every amount, and names as text; only the marks are rounded', () => {
  expect(option.tooltip.formatter([{ dataIndex: 0 }])).toBe('&lt;b&gt;OpenAI&lt;/b&gt;<br>charged: $0.007425000001<br>cost: $0.00594');
  expect(option.tooltip.formatter([{ dataIndex: 1 }])).toBe('PiAPI<br>charged: $12.00');
  expect(option.series.map(({ data }) => data)).toEqual([
    [0.007425, 12],
    [0.00594, null],
  ]);
});
