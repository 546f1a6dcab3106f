/**
 * What a spreadsheet puts on the clipboard → its cells, line by line: tabs between cells, quotes around those that hold tabs, line breaks or quotes.
 * Blanks around a cell fall away. Example: "a\tb\n1\t2\n" → [["a", "b"], ["1", "2"]].
 */
export function readCells(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const endCell = (): void => void (lines.at(-1)?.push(cell.trim()), (cell = ''));
  for (let place = 0; place < text.length; place += 1) {
    const sign = text[place];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[place + 1] === '"') {
        cell += '"';
        place += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === '\t') endCell();
    else if (sign === '\n') {
      endCell();
      lines.push([]);
    } else if (sign !== '\r') cell += sign;
  }
  endCell();
  const last = lines.at(-1);
  if (lines.length > 1 && last?.length === 1 && last[0] === '') lines.pop();
  return lines;
}

/** Cells → what a spreadsheet takes from the clipboard. */
export function writeCells(lines: readonly (readonly string[])[]): string {
  return lines.map((cells) => cells.map(quotedCell).join('\t')).join('\n');
}

function quotedCell(cell: string): string {
  return /[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
