import { expect, it } from 'vitest';
import { column } from './column.ts';
import { csvBytes } from './csv-bytes.ts';

it('writes no cell that a spreadsheet would run, and figures as they are', async () => {
  const columns = [column<Row>('name', 'text', ({ name }) => name), column<Row>('amount', 'decimal', ({ amount }) => amount)];
  const chunks: Buffer[] = [];
  for await (const chunk of csvBytes(pages(), columns)) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe('name,amount\r\n"\'=HYPERLINK(""http://evil"")",-0.00387\r\n"two, ""quoted""",\r\n');
});

interface Row {
  readonly name: string;
  readonly amount: string | null;
}

async function* pages(): AsyncGenerator<readonly Row[]> {
  yield [{ name: '=HYPERLINK("http://evil")', amount: '-0.00387' }];
  yield [{ name: 'two, "quoted"', amount: null }];
}
