import { describe, expect, it } from 'vitest';
import { emptyRow } from './draft-row.ts';
import type { DraftRow } from './draft-row.ts';
import { mergeRows, unsavedWork } from './merge-rows.ts';

const priced = (id: string, price: string): DraftRow => {
  const row = emptyRow(id);
  return { ...row, cells: { ...row.cells, model: id, image_output: price } };
};
const prices = (rows: readonly DraftRow[]) => rows.map(({ id, cells }) => [id, cells['image_output']]);

describe('Two who write in one change set', () => {
  const base = [priced('a', '30'), priced('b', '40'), priced('c', '50')];

  it('never lose what only one of them changed, added or removed', () => {
    const mine = [priced('a', '31'), priced('b', '40'), priced('mine', '1')];
    const theirs = [priced('a', '30'), priced('b', '42'), priced('c', '50'), priced('theirs', '2')];
    const merged = mergeRows({ mine, base, theirs });
    expect(prices(merged.rows)).toEqual([
      ['a', '31'],
      ['b', '42'],
      ['mine', '1'],
      ['theirs', '2'],
    ]);
    expect(merged.collisions).toEqual([]);
  });

  it('collide where both changed the same price, and what was written here stays', () => {
    const merged = mergeRows({ mine: [priced('a', '31'), ...base.slice(1)], base, theirs: [priced('a', '33'), ...base.slice(1)] });
    expect(prices(merged.rows)).toEqual([
      ['a', '31'],
      ['b', '40'],
      ['c', '50'],
    ]);
    expect(merged.collisions).toEqual([{ id: 'a', mine: priced('a', '31'), theirs: priced('a', '33') }]);
  });

  it('collide where one removed what the other changed', () => {
    const merged = mergeRows({ mine: base.slice(1), base, theirs: [priced('a', '33'), ...base.slice(1)] });
    expect(merged.collisions).toEqual([{ id: 'a', mine: undefined, theirs: priced('a', '33') }]);
  });

  it('agree where both typed the same', () => {
    const same = [priced('a', '33'), ...base.slice(1)];
    expect(mergeRows({ mine: same, base, theirs: structuredClone(same) }).collisions).toEqual([]);
  });
});

describe('Unsaved work', () => {
  it('is what differs from what is saved, and what is gone', () => {
    const saved = [priced('a', '30'), priced('b', '40')];
    const work = unsavedWork([priced('a', '30'), priced('new', '1')], saved);
    expect(work.changed.map(({ id }) => id)).toEqual(['new']);
    expect(work.removed).toEqual(['b']);
  });
});
