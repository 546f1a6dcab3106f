import { describe, expect, it } from 'vitest';
import { commonUnit, meterColumns } from './metered-columns.ts';
import { component, entryRow } from './price-book.fixture.ts';

describe('The columns of the metered table', () => {
  it('are the meters somebody prices, what goes in before what comes out', () => {
    const withText = entryRow({ components: [component('text_output', '10', '1000000'), component('text_input', '5', '1000000')] });
    expect(meterColumns([entryRow({}), withText])).toEqual(['text_input', 'text_output', 'image_output']);
  });

  it('put a meter that is new here last', () => {
    expect(meterColumns([entryRow({ components: [component('gpu_second', '1', '1'), component('image', '1', '1')] })])).toEqual([
      'image',
      'gpu_second',
    ]);
  });

  it('state the unit that most prices are in', () => {
    const perThousand = entryRow({ components: [component('text_input', '0.005', '1000')] });
    expect(commonUnit([entryRow({}), perThousand])).toEqual({ per: '1000000', currency: 'USD' });
  });
});
