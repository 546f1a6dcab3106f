import { formatMoney, publishedPriceBook } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import { priceGrid } from './price-grid.ts';
import type { PriceGrid } from './price-grid.ts';
import { exampleDraft } from './request-draft.ts';

const place = { book: publishedPriceBook, draft: exampleDraft, promptTokens: 6, at: '2026-11-20T12:00:00Z' };

function costs(grid: PriceGrid, size: string): readonly string[] | undefined {
  return grid.rows.find((row) => row.size === size)?.cells.map(({ expected }) => (expected ? formatMoney(expected) : '—'));
}

describe('The prices over size and quality', () => {
  it('are those a quote would state', () => {
    const grid = priceGrid(place, 'openai');
    expect(grid.qualities).toEqual(['low', 'medium', 'high']);
    expect(costs(grid, '1024x1024')).toEqual(['0.00594', '0.05274', '0.21078']);
  });

  it('leave a gap, with its reason, where the provider has no price', () => {
    const grid = priceGrid(place, 'smartaipi');
    expect(costs(grid, '1024x1024')).toEqual(['0.003', '0.0265', '0.1055']);
    expect(costs(grid, '2048x2048')).toEqual(['—', '—', '—']);
    expect(grid.rows.find((row) => row.size === '2048x2048')?.cells[0]?.refusal).toContain('no price');
  });

  it('have the size being asked for among them', () => {
    const grid = priceGrid({ ...place, draft: { ...exampleDraft, size: '1040x1024' } }, 'openai');
    expect(grid.rows[0]?.size).toBe('1040x1024');
  });

  it('are shaded from the cheapest to the dearest', () => {
    const shades = priceGrid(place, 'openai').rows.flatMap((row) => row.cells.map((cell) => cell.shade));
    expect([Math.min(...shades), Math.max(...shades)]).toEqual([0, 6]);
  });

  it('are of one shade where everything costs the same', () => {
    const flat = { ...place, draft: { ...exampleDraft, model: 'gpt-image-2-preview' } };
    expect(new Set(priceGrid(flat, 'piapi').rows.flatMap((row) => row.cells.map((cell) => cell.shade)))).toEqual(new Set([0]));
  });
});
