import { publishedPriceBook } from '@halfpenny/core';
import { expect, it } from 'vitest';
import type { ChartColours } from '../charts/use-chart-colours.ts';
import { priceGrid } from './price-grid.ts';
import { priceMapOption } from './price-map-option.ts';
import { exampleDraft } from './request-draft.ts';

const ramp = ['0', '1', '2', '3', '4', '5', '6'];
const colours: ChartColours = { text: 'text', muted: '', line: '', surface: 'surface', accent: '', ramp, onRamp: ramp, series: [] };

it('a map has a mark with its exact cost for each size that has a price, and frames the one that is asked for', () => {
  const place = { book: publishedPriceBook, draft: exampleDraft, promptTokens: 14, at: '2026-11-20T12:00:00Z' };
  const grid = priceGrid(place, 'openai');
  const { series } = priceMapOption(grid, exampleDraft, colours) as { series: readonly [{ data: readonly object[] }] };
  expect(series[0].data).toHaveLength(36);
  expect(series[0].data.at(-1)).toMatchObject({
    value: [0, 3, 1],
    name: '976x704 low: $0.00397, as asked',
    label: { formatter: '0.00397', color: '1' },
    itemStyle: { color: '1', borderColor: 'text' },
  });
});
