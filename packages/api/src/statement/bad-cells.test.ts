import { expect, test } from 'vitest';
import { readStatement } from './read-statement.ts';

const mapping = { columns: { start: 'Day', amount: 'Cost', lineItem: 'Item' }, unit: 'currency', decimal: '.', currency: 'EUR' } as const;

async function* bytes(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

test.each([
  ['0000-01-01;a;1', { column: 1, message: 'A statement is about times from 2000 to 2099.' }],
  ['9999-12-31;a;1', { column: 1, message: 'A statement is about times from 2000 to 2099.' }],
  ['2026-10-01;a;1e40', { column: 3, message: '1e40 has more than 30 digits before its decimals.' }],
  ['2026-10-01;a;\u0663', { column: 3, message: '"\u0663" is no number.' }],
  ['2026-10-01;a;NaN', { column: 3, message: '"NaN" is no number.' }],
])('a row of %s is rejected at its column', async (row, { column, message }) => {
  const reading = { kind: 'csv', provider: 'openai', mapping } as const;
  const found = [];
  for await (const each of readStatement(bytes(`Day;Item;Cost\n${row}\n`), reading, () => undefined)) found.push(each);
  expect(found).toMatchObject([{ kind: 'rejected', place: { line: 2, column }, message }]);
});
