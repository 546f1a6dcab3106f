import { parseDecimal } from '@halfpenny/core';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Column, ColumnKind } from './column.ts';

/** How many rows a group has: all that is held in memory. Always as many, so that the same rows are the same bytes. */
const groupRows = 10_000;

/** Decimals have 38 digits, 12 of them after the point. Everything may be null. */
const elements = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  word: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  decimal: { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, converted_type: 'DECIMAL', precision: 38, scale: 12 },
  instant: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
} as const satisfies Readonly<Record<ColumnKind, object>>;

/** Pages of rows → Parquet, group by group. Decimals stay exact, instants are UTC. */
export async function* parquetBytes<Row>(pages: AsyncIterable<readonly Row[]>, columns: readonly Column<Row>[]): AsyncGenerator<Buffer> {
  const schema = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, kind }) => ({ name, repetition_type: 'OPTIONAL' as const, ...elements[kind] })),
  ];
  const bytes = new ByteWriter();
  const file = new ParquetWriter({ writer: bytes, schema, createdBy: 'halfpenny' });
  for await (const rows of groupsOf(pages)) {
    await file.write({
      columnData: columns.map(({ name, kind, value }) => ({ name, data: rows.map((row) => stored(kind, value(row))) })),
      rowGroupSize: rows.length,
    });
    yield taken(bytes);
  }
  await file.finish();
  yield taken(bytes);
}

async function* groupsOf<Row>(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  let waiting: Row[] = [];
  for await (const rows of pages) {
    for (const row of rows) {
      if (waiting.push(row) < groupRows) continue;
      yield waiting;
      waiting = [];
    }
  }
  if (waiting.length > 0) yield waiting;
}

/** Decimals as whole units of the last place. */
function stored(kind: ColumnKind, text: string | null): string | bigint | Date | null {
  if (text === null || kind === 'text' || kind === 'word') return text;
  if (kind === 'instant') return new Date(text);
  const exact = parseDecimal(text);
  return exact.ok ? exact.value : null;
}

/** What was written since the last time; the writer goes on counting where it is in the file. */
function taken(bytes: ByteWriter): Buffer {
  const chunk = Buffer.from(bytes.getBytes());
  bytes.index = 0;
  return chunk;
}
