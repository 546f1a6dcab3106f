import { describe, expect, it } from 'vitest';
import { readCells, writeCells } from './clipboard-text.ts';
import { cellsOf, fillCells } from './sheet.ts';
import type { SheetColumn, SheetRow } from './sheet.ts';
import { movedArea } from './sheet-keys.ts';
import { useHistory } from './use-history.ts';

const columns: readonly SheetColumn[] = ['model', 'text', 'image'].map((key) => ({ key, label: key, width: 8 }));
const row = (id: string, model: string, text: string, image: string): SheetRow => ({ id, cells: { model, text, image } });
const at = (line: number, column: number) => ({ row: line, column });
const newRow = (): SheetRow => ({ id: 'new', cells: {} });

describe('What a spreadsheet copied', () => {
  it('is read cell by cell, its last line break no line of its own', () => {
    expect(readCells('gpt-image-2\t 30.00 \r\ngpt-image-1\t40\r\n')).toEqual([
      ['gpt-image-2', '30.00'],
      ['gpt-image-1', '40'],
    ]);
  });

  it('may hold tabs, breaks and quotes within quotes, and is written back the same', () => {
    const cells = [
      ['a\tb', 'line\nbreak'],
      ['say "hello"', ''],
    ];
    expect(readCells(writeCells(cells))).toEqual(cells);
  });

  it('keeps junk as it is: what it is worth is said beside its cell', () => {
    expect(readCells('1,234.5\t3e1\t#REF!')).toEqual([['1,234.5', '3e1', '#REF!']]);
  });
});

describe('Filling a sheet', () => {
  const rows = [row('one', 'a', '1', '2'), row('two', 'b', '3', '4')];

  it('goes on in further rows, and leaves out what is beyond the last column', () => {
    const area = { from: at(1, 1), to: at(1, 1) };
    const lines = [
      ['5', '6', 'beyond'],
      ['7', '8'],
    ];
    const filled = fillCells({ rows, columns, area, lines, newRow });
    expect(cellsOf(filled.rows, columns, { from: at(0, 0), to: at(2, 2) })).toEqual([
      ['a', '1', '2'],
      ['b', '5', '6'],
      ['', '7', '8'],
    ]);
    expect(filled.area).toEqual({ from: at(1, 1), to: at(2, 2) });
    expect(filled.rows[0]).toBe(rows[0]);
  });

  it('puts a single text into every cell of an area, whichever corner came first', () => {
    const filled = fillCells({ rows, columns, area: { from: at(1, 2), to: at(0, 1) }, lines: [['0']], newRow });
    expect(cellsOf(filled.rows, columns, { from: at(0, 0), to: at(1, 2) })).toEqual([
      ['a', '0', '0'],
      ['b', '0', '0'],
    ]);
  });
});

describe('Keys in a sheet', () => {
  const size = { rows: 3, columns: 3 };
  const from = { from: at(1, 1), to: at(1, 1) };

  it('move a cell on, and stop at the edges', () => {
    const none = { shift: false, control: false };
    expect(movedArea('ArrowDown', from, size, none)).toEqual({ from: at(2, 1), to: at(2, 1) });
    expect(movedArea('PageUp', from, size, none)).toEqual({ from: at(0, 1), to: at(0, 1) });
    expect(movedArea('End', from, size, { shift: false, control: true })).toEqual({ from: at(2, 2), to: at(2, 2) });
    expect(movedArea('x', from, size, none)).toBeUndefined();
  });

  it('widen the area while Shift is held', () => {
    expect(movedArea('ArrowRight', from, size, { shift: true, control: false })).toEqual({ from: at(1, 1), to: at(1, 2) });
  });
});

describe('History', () => {
  it('takes changes back and makes them again, until another one is made', () => {
    const { now, change, undo, redo, canRedo, canUndo } = useHistory('a');
    change('b');
    change('c');
    undo();
    undo();
    undo();
    expect([now.value, canUndo.value, canRedo.value]).toEqual(['a', false, true]);
    redo();
    expect(now.value).toBe('b');
    change('d');
    expect(canRedo.value).toBe(false);
  });
});
