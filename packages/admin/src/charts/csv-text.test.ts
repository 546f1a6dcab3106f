import { expect, it } from 'vitest';
import { csvText } from './csv-text.ts';

it('a table is read by a spreadsheet as it stands, whatever its cells hold', () => {
  const rows = [
    ['size', 'low, in USD'],
    ['976x704', '0.00397'],
    ['say "auto"', ''],
  ];
  expect(csvText(rows)).toBe('size,"low, in USD"\r\n976x704,0.00397\r\n"say ""auto""",\r\n');
});
