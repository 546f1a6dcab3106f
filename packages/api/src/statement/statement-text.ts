import { isUtf8 } from 'node:buffer';
import { StatementBroken } from './stated.ts';

const utf16 = { le: 'utf-16le', be: 'utf-16be' } as const;

/**
 * Bytes → text, as they arrive: UTF-8 or UTF-16, with its mark or without; the mark itself is taken off. Throws `StatementBroken` at the line and column of the first byte that
 * is neither, such as a letter of Latin-1; of an archive at its beginning. `heard` is told of every byte.
 */
export async function* statementText(source: AsyncIterable<Uint8Array>, heard: (bytes: number) => void): AsyncGenerator<string> {
  const place = { line: 1, column: 1 };
  let decoder: TextDecoder | undefined;
  let kept: Uint8Array = new Uint8Array();
  for await (const chunk of source) {
    heard(chunk.byteLength);
    const bytes = kept.byteLength === 0 ? chunk : Buffer.concat([kept, chunk]);
    kept = new Uint8Array();
    if (decoder === undefined && bytes.byteLength < 4) {
      kept = bytes;
      continue;
    }
    decoder ??= decoderOf(bytes);
    yield taken(decoder, bytes, place, true);
  }
  decoder ??= decoderOf(kept);
  yield taken(decoder, kept, place, false);
}

/** What a file begins with that is no text, and what to do about it. */
const packed: readonly { readonly begins: readonly number[]; readonly message: string }[] = [
  { begins: [0x1f, 0x8b], message: 'This is a gzip archive: unpack it, and bring what is in it.' },
  { begins: [0x50, 0x4b, 0x03, 0x04], message: 'This is a ZIP archive or a workbook: bring what is in it, a sheet as "CSV UTF-8".' },
  { begins: [0x28, 0xb5, 0x2f, 0xfd], message: 'This is a Zstandard archive: unpack it, and bring what is in it.' },
  { begins: [0x25, 0x50, 0x44, 0x46], message: 'This is a PDF: bring the figures behind it, as CSV or JSON.' },
  { begins: [0x50, 0x41, 0x52, 0x31], message: 'This is a Parquet file: bring it as CSV.' },
];

function decoderOf(bytes: Uint8Array): TextDecoder {
  const archive = packed.find(({ begins }) => begins.every((byte, index) => bytes[index] === byte));
  if (archive !== undefined) throw new StatementBroken(archive.message, { line: 1, column: 1 });
  const [first, second] = bytes;
  return new TextDecoder(encodingBy(first, second), { fatal: true });
}

/** By the mark; without one, a text begins with a letter of ASCII, of which UTF-16 has the other byte zero. */
function encodingBy(first: number | undefined, second: number | undefined): string {
  if ((first === 0xff && second === 0xfe) || (second === 0 && first !== undefined && first !== 0)) return utf16.le;
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== undefined && second !== 0)) return utf16.be;
  return 'utf-8';
}

function taken(decoder: TextDecoder, bytes: Uint8Array, place: { line: number; column: number }, stream: boolean): string {
  try {
    const text = decoder.decode(bytes, { stream });
    movePast(text, place);
    return text;
  } catch {
    movePast(legibleStart(decoder.encoding, bytes), place);
    throw new StatementBroken(
      `A byte here is no ${decoder.encoding.toUpperCase()}: save the file as UTF-8, which spreadsheets call "CSV UTF-8".`,
      { ...place },
    );
  }
}

/** What can be read before the first byte that cannot. What a character left over from the chunk before began with counts as none. */
function legibleStart(encoding: string, bytes: Uint8Array): string {
  if (encoding !== 'utf-8') return '';
  let [good, bad] = [0, bytes.byteLength];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isLegible(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  while (!isUtf8(bytes.subarray(0, good))) good -= 1;
  return new TextDecoder().decode(bytes.subarray(0, good));
}

/** Whether bytes are UTF-8, but for a last character that is not whole yet. */
function isLegible(bytes: Uint8Array): boolean {
  for (let short = 0; short <= 3; short += 1) if (isUtf8(bytes.subarray(0, bytes.byteLength - short))) return true;
  return false;
}

function movePast(text: string, place: { line: number; column: number }): void {
  const breaks = text.match(/\r\n|\n|\r/g)?.length ?? 0;
  const last = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  place.line += breaks;
  place.column = last === -1 ? place.column + text.length : text.length - last;
}
