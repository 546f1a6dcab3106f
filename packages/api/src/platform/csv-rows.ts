import { Readable, pipeline } from 'node:stream';
import { CsvError, parse, type Info } from 'csv-parse';

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

/** How a CSV lies in its text, where that is known beforehand. */
export interface CsvLayout {
  /** What parts its cells; absent: whichever of comma, semicolon, tab and bar parts the names. */
  readonly delimiter?: string | undefined;
  /** The line that has the names of the columns; absent: the first. Those before it are passed over. */
  readonly headLine?: number | undefined;
}

const rowCharactersMost = 1_000_000;
const delimiters = [',', ';', '\t', '|'];

/**
 * The rows of a CSV text as it arrives, the first of them the names of its columns. Rows without anything in them are passed over. Throws `CsvBroken` where the text is no CSV from some
 * line on.
 */
export async function* csvRows(text: AsyncIterable<string>, { delimiter, headLine = 1 }: CsvLayout = {}): AsyncGenerator<CsvRow> {
  const { head, rest } = await headOf(text, headLine);
  const rows = parse({
    delimiter: delimiter ?? delimiterOf(head),
    from_line: headLine,
    skip_records_with_empty_values: true,
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: rowCharactersMost,
  });
  pipeline(Readable.from(rest), rows, () => undefined);
  // The library counts a break of two characters within a cell as two lines.
  let overcounted = 0;
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: Info }>) {
      const pairs = countIn(record, /\r\n/g);
      yield { line: info.lines - countIn(record, /\r\n|\r|\n/g) - pairs - overcounted, cells: record };
      overcounted += pairs;
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new CsvBroken(
      `The text is no CSV: ${troubles[cause.code] ?? cause.message}.`,
      'lines' in cause && typeof cause.lines === 'number' ? cause.lines : 1,
    );
  }
}

/** The line of the names, and the whole text. */
async function headOf(
  text: AsyncIterable<string>,
  headLine: number,
): Promise<{ readonly head: string; readonly rest: AsyncIterable<string> }> {
  const chunks = text[Symbol.asyncIterator]();
  let head = '';
  while (head.split(lineBreak, headLine + 1).length <= headLine && head.length < rowCharactersMost) {
    const chunk = await chunks.next();
    if (chunk.done === true) break;
    head += chunk.value;
  }
  async function* rest(): AsyncGenerator<string> {
    yield head;
    for (let chunk = await chunks.next(); chunk.done !== true; chunk = await chunks.next()) yield chunk.value;
  }
  return { head: head.split(lineBreak, headLine)[headLine - 1] ?? '', rest: rest() };
}

const lineBreak = /\r\n|\r|\n/;

function delimiterOf(names: string): string {
  const found = delimiters.filter((each) => names.includes(each)).toSorted((a, b) => names.indexOf(a) - names.indexOf(b));
  return found[0] ?? ',';
}

/** A row ends as many lines below where it began as there are breaks in its cells. */
function countIn(cells: readonly string[], breaks: RegExp): number {
  return cells.reduce((count, cell) => count + (cell.match(breaks)?.length ?? 0), 0);
}

const quoted = 'a quote within a cell in quotes is written twice, and one at its end stands before a separator';
const troubles: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: `a quote is never closed: ${quoted}`,
  CSV_INVALID_CLOSING_QUOTE: quoted,
  INVALID_OPENING_QUOTE: `a cell with a quote in it stands in quotes: ${quoted}`,
  CSV_MAX_RECORD_SIZE: `it has more than ${rowCharactersMost} characters, so a quote is never closed, or the lines of the file are no rows`,
};
