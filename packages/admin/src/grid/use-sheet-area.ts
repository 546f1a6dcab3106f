import { computed, nextTick, ref } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { readCells, writeCells } from './clipboard-text.ts';
import { bounds, cellsOf, fillCells, withCell } from './sheet.ts';
import type { Area, Place, SheetColumn, SheetRow } from './sheet.ts';
import { movedArea, within } from './sheet-keys.ts';

/** A sheet as its keys and its clipboard work on it. */
export interface SheetWork<Row extends SheetRow> {
  readonly rows: () => readonly Row[];
  readonly columns: () => readonly SheetColumn[];
  readonly newRow: () => Row;
  readonly change: (rows: readonly Row[]) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Whether nothing may be changed. */
  readonly locked: () => boolean;
  /** What is proposed for the cell at hand, instead of what stands in it. */
  readonly proposed: (place: Place) => string | undefined;
  /** Brings a cell into sight and gives it the keyboard. */
  readonly reveal: (place: Place) => void;
}

/** What a sheet shows of the work on it. */
export interface SheetArea {
  readonly area: Ref<Area>;
  /** The text that is being typed; null while none is. */
  readonly typing: Ref<string | null>;
  readonly isWithin: (row: number, column: number) => boolean;
  readonly size: ComputedRef<{ readonly rows: number; readonly columns: number }>;
  readonly choose: (place: Place, widen?: boolean) => void;
  readonly begin: (text?: string) => void;
  readonly commit: (step?: Place) => void;
  /** Takes a text for the cell at hand, instead of what stands or is typed in it. */
  readonly accept: (text: string) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onCopy: (event: ClipboardEvent) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
}

const down: Place = { row: 1, column: 0 };

/** Which cells are chosen, what is typed into one, and what keys and clipboard do. There is always one empty row more, to write on in. */
export function useSheetArea<Row extends SheetRow>(work: SheetWork<Row>): SheetArea {
  const area = ref<Area>({ from: { row: 0, column: 0 }, to: { row: 0, column: 0 } });
  const typing = ref<string | null>(null);
  const size = computed(() => ({ rows: work.rows().length + (work.locked() ? 0 : 1), columns: work.columns().length }));
  const box = computed(() => bounds(area.value));
  const isWithin = (row: number, column: number): boolean =>
    row >= box.value.top && row <= box.value.bottom && column >= box.value.start && column <= box.value.end;

  function show(next: Area): void {
    area.value = next;
    void nextTick(() => work.reveal(next.to));
  }
  function choose(place: Place, widen = false): void {
    if (typing.value !== null) commit();
    show({ from: widen ? area.value.from : place, to: place });
  }
  function fill(lines: readonly (readonly string[])[]): Area {
    const filled = fillCells({ rows: work.rows(), columns: work.columns(), area: area.value, lines, newRow: work.newRow });
    work.change(filled.rows);
    return filled.area;
  }
  const textHere = (): string => work.rows()[area.value.to.row]?.cells[work.columns()[area.value.to.column]?.key ?? ''] ?? '';

  function begin(text = textHere()): void {
    if (work.locked()) return;
    show({ from: area.value.to, to: area.value.to });
    typing.value = text;
  }
  function put(text: string): void {
    const { row, column } = area.value.to;
    const key = work.columns()[column]?.key;
    if (key === undefined || work.locked()) return;
    const rows = [...work.rows()];
    if (rows[row] === undefined && text === '') return;
    const before = rows[row] ?? work.newRow();
    rows[row] = withCell(before, key, text);
    if (rows[row] !== work.rows()[row]) work.change(rows);
  }
  function commit(step: Place = { row: 0, column: 0 }): void {
    const text = typing.value;
    typing.value = null;
    if (text !== null) put(text.trim());
    const { row, column } = area.value.to;
    // A row that was begun just now is followed by another empty one.
    const rows = Math.max(size.value.rows, row + 2);
    const to = within(
      { row: row + step.row, column: column + step.column },
      { ...size.value, rows: work.locked() ? size.value.rows : rows },
    );
    show({ from: to, to });
  }

  function accept(text: string): void {
    typing.value = null;
    put(text);
    show(area.value);
  }

  function onTypingKey(event: KeyboardEvent): void {
    const step = { Enter: event.shiftKey ? { row: -1, column: 0 } : down, Tab: { row: 0, column: event.shiftKey ? -1 : 1 } }[event.key];
    if (event.key === 'Escape') {
      typing.value = null;
      show(area.value);
    } else if (step !== undefined) commit(step);
    // A letter that comes before the field has the keyboard belongs to it all the same.
    else if (event.key.length === 1 && !(event.target instanceof HTMLInputElement)) typing.value += event.key;
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onKey(event: KeyboardEvent): void {
    const proposal = event.altKey && event.key === 'Enter' ? work.proposed(area.value.to) : undefined;
    if (proposal !== undefined) {
      event.preventDefault();
      return accept(proposal);
    }
    if (typing.value !== null) return onTypingKey(event);
    const control = event.metaKey || event.ctrlKey;
    const moved = movedArea(event.key, area.value, size.value, { shift: event.shiftKey, control });
    const letter = event.key.toLowerCase();
    if (moved !== undefined) show(moved);
    else if (control && letter === 'z') (event.shiftKey ? work.redo : work.undo)();
    else if (control && letter === 'y') work.redo();
    else if (control && letter === 'a')
      area.value = { from: { row: 0, column: 0 }, to: within({ row: Infinity, column: Infinity }, size.value) };
    else if (event.key === 'Enter' || event.key === 'F2') begin();
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      if (!work.locked()) fill([['']]);
    } else if (event.key.length === 1 && !control && !event.altKey) begin(event.key === ' ' ? textHere() : event.key);
    else return;
    event.preventDefault();
  }

  function onCopy(event: ClipboardEvent): void {
    if (typing.value !== null) return;
    event.clipboardData?.setData('text/plain', writeCells(cellsOf(work.rows(), work.columns(), area.value)));
    event.preventDefault();
  }
  function onPaste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (typing.value !== null || text === '' || work.locked()) return;
    event.preventDefault();
    show(fill(readCells(text)));
  }

  return { area, typing, isWithin, size, choose, begin, commit, accept, onKey, onCopy, onPaste };
}
