import { readCells, writeCells } from './clipboard-text.ts';
import { cellsOf } from './sheet.ts';
import type { SheetRow } from './sheet.ts';
import { movedArea, within } from './sheet-keys.ts';
import { useSheetTyping } from './use-sheet-typing.ts';
import type { SheetTyping, SheetWork } from './use-sheet-typing.ts';

/** What a sheet does with keys and with the clipboard. */
export interface SheetArea extends SheetTyping {
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onCopy: (event: ClipboardEvent) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
}

const down = { row: 1, column: 0 };

/** What keys and clipboard do in a sheet, as people know it of others. */
export function useSheetArea<Row extends SheetRow>(work: SheetWork<Row>): SheetArea {
  const sheet = useSheetTyping(work);
  const { area, typing, size, show, fill, begin, commit, accept } = sheet;

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
    } else if (event.key.length === 1 && !control && !event.altKey) begin(event.key === ' ' ? undefined : event.key);
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

  return { ...sheet, onKey, onCopy, onPaste };
}
