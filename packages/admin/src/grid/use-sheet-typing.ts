import { computed, nextTick, ref } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { bounds, fillCells, withCell } from './sheet.ts';
import type { Area, Place, SheetColumn, SheetRow } from './sheet.ts';
import { within } from './sheet-keys.ts';

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

/** Which cells are chosen, and what is typed into one. */
export interface SheetTyping {
  readonly area: Ref<Area>;
  /** The text that is being typed; null while none is. */
  readonly typing: Ref<string | null>;
  readonly isWithin: (row: number, column: number) => boolean;
  readonly size: ComputedRef<{ readonly rows: number; readonly columns: number }>;
  /** Chooses an area, and gives its last cell the keyboard. */
  readonly show: (next: Area) => void;
  readonly choose: (place: Place, widen?: boolean) => void;
  /** Puts lines of texts into the chosen area: the area they came to fill. */
  readonly fill: (lines: readonly (readonly string[])[]) => Area;
  readonly begin: (text?: string) => void;
  readonly commit: (step?: Place) => void;
  /** Takes a text for the cell at hand, instead of what stands or is typed in it. */
  readonly accept: (text: string) => void;
}

/** Cells to choose and to type in. There is always one empty row more, to write on in. */
export function useSheetTyping<Row extends SheetRow>(work: SheetWork<Row>): SheetTyping {
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
  function begin(text = textAt(work, area.value.to)): void {
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

  return { area, typing, isWithin, size, show, choose, fill, begin, commit, accept };
}

function textAt<Row extends SheetRow>(work: SheetWork<Row>, { row, column }: Place): string {
  return work.rows()[row]?.cells[work.columns()[column]?.key ?? ''] ?? '';
}
