/**
 * Rows as a spreadsheet reads them, RFC 4180: a cell is quoted where it holds a comma, a quote or a line end.
 * Example: csvText([['size', 'USD'], ['976x704', '0.00397']]) → 'size,USD\r\n976x704,0.00397\r\n'.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
