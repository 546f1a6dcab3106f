import { Readable, pipeline } from 'node:stream';
import { parse, type Info } from 'csv-parse';

/** A row of a CSV file, and the line it begins in. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A text that is no CSV from a line on. */
export class CsvBroken extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

const rowCharactersMost = 1_000_000;
const delimiters = [',', ';', '\t'];

/**
 * The rows of a CSV text as it arrives, the first of them the names of its columns. Cells are parted by whichever of comma, semicolon and tab parts the names. Throws
 * `CsvBroken` where the text is no CSV from some line on.
 */
export async function* csvRows(text: AsyncIterable<string>): AsyncGenerator<CsvRow> {
  const { head, rest } = await firstLine(text);
  const rows = parse({
    delimiter: delimiterOf(head),
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: rowCharactersMost,
  });
  pipeline(Readable.from(rest), rows, () => undefined);
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: Info }>) {
      yield { line: info.lines - breaksWithin(record), cells: record };
    }
  } catch (cause) {
    if (!isCsvError(cause)) throw cause;
    throw new CsvBroken(`The text is no CSV: ${cause.message}.`, 'lines' in cause && typeof cause.lines === 'number' ? cause.lines : 1);
  }
}

async function firstLine(text: AsyncIterable<string>): Promise<{ readonly head: string; readonly rest: AsyncIterable<string> }> {
  const chunks = text[Symbol.asyncIterator]();
  let head = '';
  while (!/[\r\n]/.test(head) && head.length < rowCharactersMost) {
    const chunk = await chunks.next();
    if (chunk.done === true) break;
    head += chunk.value;
  }
  async function* rest(): AsyncGenerator<string> {
    yield head;
    for (let chunk = await chunks.next(); chunk.done !== true; chunk = await chunks.next()) yield chunk.value;
  }
  return { head, rest: rest() };
}

function delimiterOf(head: string): string {
  const names = head.split(/[\r\n]/, 1)[0] ?? '';
  const found = delimiters.filter((each) => names.includes(each)).toSorted((a, b) => names.indexOf(a) - names.indexOf(b));
  return found[0] ?? ',';
}

/** Line breaks inside the cells of a row: it ends that many lines below where it began. */
function breaksWithin(cells: readonly string[]): number {
  return cells.reduce((count, cell) => count + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
}

function isCsvError(cause: unknown): cause is Error {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('CSV_');
}
