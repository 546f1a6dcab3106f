import { describe, expect, it } from 'vitest';
import { filterEntries } from './entry-filter.ts';
import { formatOrder, nextOrder, orderEntries, parseOrder } from './entry-order.ts';
import { component, entryRow } from './price-book.fixture.ts';

const two = entryRow({ id: 'two' });
const twoBatch = entryRow({ id: 'two-batch', mode: 'BATCH', components: [component('image_output', '15', '1000000')] });
const one = entryRow({ id: 'one', model: 'gpt-image-1', components: [component('image_output', '40', '1000000')], checkedOn: null });
const preview = entryRow({
  id: 'preview',
  provider: 'piapi',
  model: 'gpt-image-2-preview',
  kind: 'FLAT',
  components: [component('image', '0.1', '1')],
});
const ids = (entries: readonly { id: string }[]) => entries.map(({ id }) => id);

describe('The filter of the price book', () => {
  it('leaves the entries in which every typed word occurs', () => {
    expect(ids(filterEntries([two, twoBatch, one, preview], 'openai BATCH'))).toEqual(['two-batch']);
  });

  it('knows a provider by the name it gives itself', () => {
    const relay = entryRow({ id: 'relay', provider: 'smartaipi' });
    expect(ids(filterEntries([two, relay], 'smart aipi'))).toEqual(['relay']);
  });

  it('leaves everything when nothing is typed', () => {
    expect(filterEntries([two, one], '  ')).toHaveLength(2);
  });
});

describe('The order of the price book', () => {
  it('is usually that in which the API hands the entries over', () => {
    expect(ids(orderEntries([one, two, twoBatch, preview], parseOrder(undefined)))).toEqual(['one', 'two', 'two-batch', 'preview']);
  });

  it('puts the dearest first when asked, and what has no such price last', () => {
    expect(ids(orderEntries([one, two, twoBatch, preview], parseOrder('-image_output')))).toEqual(['one', 'two', 'two-batch', 'preview']);
    expect(ids(orderEntries([preview, one, two, twoBatch], parseOrder('image_output')))).toEqual(['two-batch', 'two', 'one', 'preview']);
  });

  it('compares prices as amounts, not as words', () => {
    const nine = entryRow({ id: 'nine', components: [component('image_output', '9', '1000000')] });
    expect(ids(orderEntries([two, nine], parseOrder('image_output')))).toEqual(['nine', 'two']);
    const forEach = entryRow({ id: 'each', components: [component('image_output', '0.00001', '1')] });
    expect(ids(orderEntries([two, nine, forEach], parseOrder('image_output')))).toEqual(['nine', 'each', 'two']);
  });

  it('puts a source that nobody read last', () => {
    expect(ids(orderEntries([one, two], parseOrder('checked')))).toEqual(['two', 'one']);
  });

  it('goes from ascending to descending to the usual with each click', () => {
    const first = nextOrder(parseOrder(undefined), 'from');
    const second = nextOrder(first, 'from');
    expect([first, second, nextOrder(second, 'from')].map(formatOrder)).toEqual(['from', '-from', undefined]);
  });

  it('falls back on the usual for an address that makes no sense', () => {
    expect(parseOrder('drop table')).toEqual({ by: 'provider', descending: false });
  });
});
