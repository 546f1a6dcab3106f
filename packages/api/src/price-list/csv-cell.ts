/**
 * What a spreadsheet would take for a formula: text that begins, blanks and apostrophes aside, with one of `= + - @` or their full-width forms, or with a tab or
 * a line break at its very beginning.
 */
const looksLive = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u;

/**
 * Text → a cell that no spreadsheet runs: what looks like a formula gets an apostrophe in front. `cellText` takes it away again, from those cells and no others, so any
 * text survives there and back: `=1+1` is written `'=1+1`, and `'=1+1` is written `''=1+1`.
 */
export function safeCell(text: string): string {
  return looksLive.test(text) ? `'${text}` : text;
}

/** A cell → the text it stands for. */
export function cellText(cell: string): string {
  return cell.startsWith("'") && looksLive.test(cell) ? cell.slice(1) : cell;
}
