import { describe, expect, it } from 'vitest';
import { conditionsText } from './conditions-text.ts';
import { flatMatrix } from './flat-matrix.ts';
import { component } from './price-book.fixture.ts';

describe('A flat tariff as a table', () => {
  it('sets size against quality, in the order of effort', () => {
    const square = { size: ['1024x1024'] };
    const oblong = { size: ['1024x1536', '1536x1024'] };
    const matrix = flatMatrix([
      component('image', '0.1055', '1', { quality: 'high', ...square }),
      component('image', '0.003', '1', { quality: 'low', ...square }),
      component('image', '0.0045', '1', { quality: 'low', ...oblong }),
    ]);
    expect(matrix.qualities).toEqual(['low', 'high']);
    expect(matrix.rows.map((row) => [row.sizes, row.prices['low']?.price, row.prices['high']?.price])).toEqual([
      [['1024x1024'], '0.003', '0.1055'],
      [['1024x1536', '1536x1024'], '0.0045', undefined],
    ]);
    expect(matrix.rest).toEqual([]);
  });

  it('is one price where no condition is made', () => {
    const matrix = flatMatrix([component('image', '0.1', '1')]);
    expect(matrix.qualities).toEqual([]);
    expect(matrix.rows).toEqual([{ sizes: [], prices: { '': component('image', '0.1', '1') } }]);
  });

  it('keeps apart what no such table can hold', () => {
    const megapixel = component('pixel', '0.03', '1000000');
    const edit = component('image', '0.05', '1', { operation: 'edit' });
    expect(flatMatrix([megapixel, edit])).toEqual({ qualities: [], rows: [], rest: [megapixel, edit] });
  });
});

describe('Conditions on a price', () => {
  it('read as a sentence would', () => {
    expect(conditionsText({ quality: 'low', size: ['1024x1536', '1536x1024'] })).toBe('quality low · size 1024x1536 or 1536x1024');
    expect(conditionsText(null)).toBe('');
  });
});
