import { describe, expect, it } from 'vitest';
import { readConditions, writeConditions } from './conditions-cell.ts';
import { asCredit, asSizeTiers, asTiers, writtenWhole } from './tariff-cells.ts';
import { actionOf, draftOfRow, emptyRow, entryOfRow, rowOfDraft } from './draft-row.ts';
import { suggestInstant } from './suggest-instant.ts';

let made = 0;
const newId = () => `line-${(made += 1)}`;
const relay = {
  provider: 'smartaipi',
  model: 'gpt-image-2',
  mode: 'realtime',
  currency: 'USD',
  from: '2026-12-01',
  source: 'Smart AIPI announcement',
  components: [
    { meter: 'text_input', price: '5.00', per: 1_000_000 },
    { meter: 'image', price: '0.003', per: 1, when: { quality: ['low'], size: ['1024x1536', '1536x1024'] } },
    { meter: 'image_output', price: '0.03', per: 1000 },
  ],
  minimumCharge: '0.01',
};

describe('A draft as a line of the sheet', () => {
  it('has a cell for each price per million, and further lines for those with conditions or another unit', () => {
    const row = rowOfDraft({ id: 'a', action: 'ADD', entry: relay }, newId);
    expect(row.cells).toMatchObject({ action: 'add', provider: 'smartaipi', from: '2026-12-01', text_input: '5.00' });
    expect(row.cells['image_output']).toBeUndefined();
    expect(row.further.map(({ cells }) => cells)).toEqual([
      { meter: 'image', price: '0.003', per: '1', conditions: 'quality: low; size: 1024x1536, 1536x1024' },
      { meter: 'image_output', price: '0.03', per: '1000', conditions: '' },
    ]);
    expect([row.cells['minimum'], row.rest]).toEqual(['0.01', {}]);
  });

  it('says the same draft again, however it was typed', () => {
    const row = rowOfDraft({ id: 'a', action: 'CORRECT', targetId: 'b', entry: relay }, newId);
    expect(draftOfRow(row)).toEqual({ id: 'a', action: 'CORRECT', targetId: 'b', entry: relay });
    expect(draftOfRow({ ...row, cells: { ...row.cells, text_input: '1,5' } }).entry).toMatchObject({
      components: [{ meter: 'text_input', price: '1,5' }, {}, {}],
    });
  });

  it('knows where each price stands, so that what is wrong with it is said there', () => {
    const row = rowOfDraft({ id: 'a', action: 'ADD', entry: relay }, newId);
    expect(entryOfRow(row).places).toEqual([{ column: 'text_input' }, { further: row.further[0]?.id }, { further: row.further[1]?.id }]);
  });

  it('says a margin over cost, factors under conditions and tiers in cells of their own, and keeps whole what has none', () => {
    const entry = {
      ...relay,
      components: [
        { meter: 'image', price: '0.04', per: 1, tiers: [{ upTo: 100, price: '0' }], tiering: 'volume', counted: 'per-period', each: 2 },
      ],
      basedOn: { book: 'cost', multiply: '1.25' },
      modifiers: [{ multiply: '0.5', when: { mode: ['batch'] }, label: 'Batch' }, { multiply: '1.1' }],
      credit: { price: '1.00', per: 211 },
      sizeTiers: [
        { name: '1K', longestEdgeMost: 1024 },
        { name: '4K', longestEdgeMost: 4096, pixelsMost: 8_294_400 },
      ],
      extra: true,
    };
    const row = rowOfDraft({ id: 'a', action: 'ADD', entry }, newId);
    expect(row.cells).toMatchObject({ basedOn: 'cost', factor: '1.25', minimum: '0.01', credit: '211 for 1.00' });
    expect(row.cells['sizeTiers']).toBe('1K: 1024 edge; 4K: 4096 edge, 8294400 pixels');
    expect(row.further[0]).toMatchObject({
      cells: { meter: 'image', price: '0.04', tiers: '100: 0', tiering: 'volume', counted: 'per-period' },
      rest: { each: 2 },
    });
    expect(row.factors.map(({ cells }) => cells)).toEqual([
      { multiply: '0.5', conditions: 'mode: batch', label: 'Batch' },
      { multiply: '1.1', conditions: '', label: '' },
    ]);
    expect(row.rest).toEqual({ extra: true });
    expect(draftOfRow(row).entry).toEqual(entry);
  });

  it.each([
    [{ provider: 'openai', multiply: '0.5' }, 'openai'],
    [{ provider: 'openai', model: 'gpt-image-2', mode: 'batch', multiply: '0.5' }, 'openai / gpt-image-2 / batch'],
    [{ book: 'cost', provider: 'piapi', multiply: '1.1' }, 'cost / piapi'],
  ])('is based on %j where %s is typed', (basedOn, typed) => {
    const row = rowOfDraft({ id: 'a', action: 'ADD', entry: { ...relay, components: [], basedOn } }, newId);
    expect(row.cells['basedOn']).toBe(typed);
    expect(draftOfRow(row).entry).toMatchObject({ basedOn });
  });

  it('hands on what makes no sense as it was typed, for the engine to refuse', () => {
    expect(writtenWhole(asTiers, [{ upTo: 100, price: '0', note: 'x' }])).toBeUndefined();
    expect(asCredit.read('many')).toEqual({ price: '', per: 'many' });
    expect(asSizeTiers.read('1K: 1024; 2K')).toEqual([
      { name: '1K', longestEdgeMost: 1024 },
      { name: '2K', longestEdgeMost: '' },
    ]);
    expect(asTiers.read('100: 0; many: 0,04')).toEqual([
      { upTo: 100, price: '0' },
      { upTo: 'many', price: '0,04' },
    ]);
  });

  it('closes an entry at the end that is typed, and says nothing else', () => {
    const row = rowOfDraft({ id: 'a', action: 'CLOSE', targetId: 'b', endsAt: '2026-12-31' }, newId);
    expect(draftOfRow(row)).toEqual({ id: 'a', action: 'CLOSE', targetId: 'b', endsAt: '2026-12-31' });
  });

  it('adds where nothing is typed', () => {
    expect(draftOfRow(emptyRow('a'))).toEqual({ id: 'a', action: 'ADD', entry: { mode: 'realtime', currency: 'USD', components: [] } });
    expect(actionOf({ ...emptyRow('a'), cells: { action: ' Withdraw ' } })).toBe('withdraw');
  });

  it('takes conditions apart as they were put together', () => {
    const when = { quality: ['low', 'medium'], sizeTier: ['1K'] };
    expect(readConditions(writeConditions(when))).toEqual(when);
    expect(readConditions(' ')).toBeUndefined();
  });
});

describe('What was probably meant', () => {
  it.each([
    ['2026-12-1', '2026-12-01'],
    ['2026/12/01', '2026-12-01'],
    ['2026-12-01 09:30', '2026-12-01T09:30:00Z'],
    ['1 Dec 2026', '2026-12-01'],
  ])('by the day %s is %s', (typed, meant) => expect(suggestInstant(typed)).toBe(meant));

  it('by 01/12/2026 is nobody’s guess: day and month may stand either way', () => {
    expect(suggestInstant('01/12/2026')).toBeUndefined();
  });
});
