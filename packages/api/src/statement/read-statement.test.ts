import { expect, test } from 'vitest';
import { readStatement, type Reading } from './read-statement.ts';
import { StatementBroken, type Found } from './stated.ts';

/** In pieces of a few bytes, as a network may cut them. */
async function* pieces(file: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.byteLength; at += size) yield file.subarray(at, at + size);
}

async function read(file: string | Uint8Array, reading: Partial<Reading> = {}): Promise<readonly Found[]> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const found: Found[] = [];
  const source = readStatement(
    pieces(bytes, bytes.byteLength > 10_000 ? 65_536 : 7),
    { kind: 'openai_costs', provider: 'openai', ...reading },
    () => undefined,
  );
  for await (const each of source) found.push(each);
  return found;
}

/** What breaks a file off, with its place. */
async function broken(file: string | Uint8Array, reading: Partial<Reading> = {}): Promise<string> {
  try {
    return `read: ${JSON.stringify(await read(file, reading))}`;
  } catch (cause) {
    if (!(cause instanceof StatementBroken)) throw cause;
    return `${cause.place.line}:${cause.place.column} ${cause.message}`;
  }
}

const october = '"start_time": 1790812800, "end_time": 1790899200';
const page = (data: string, more = false) =>
  `{"object": "page", "data": [${data}], "has_more": ${more}, "next_page": ${more ? '"page_2"' : 'null'}}\n`;
const cost = (value: string, item: string | null, rest = '') =>
  `{"object": "organization.costs.result", "amount": {"value": ${value}, "currency": "usd"}, "line_item": ${JSON.stringify(item)}${rest}}`;

test('a number is kept as its text, and never passes through a binary fraction', async () => {
  const value = '0.1000000000000000055511151231257827';
  const rest = ', "project_id": "proj_a", "api_key_id": "key_a", "quantity": 1e3, "quantity_unit": "tokens"';
  const results = cost(value, 'gpt-image-2, image output', rest);
  const [bucket, line] = await read(page(`{${october}, "results": [${results}]}`));
  const span = { start: '2026-10-01T00:00:00.000Z', end: '2026-10-02T00:00:00.000Z' };
  expect(bucket).toMatchObject({ kind: 'bucket', bucket: span });
  expect(line).toEqual({
    kind: 'line',
    place: { line: 1, column: 92 },
    line: {
      bucket: span,
      project: 'proj_a',
      apiKey: 'key_a',
      lineItem: 'gpt-image-2, image output',
      currency: 'USD',
      amount: { text: value, amount: '0.1', residue: '0.0000000000000000055511151231257827' },
      quantity: { text: '1e3', value: '1000' },
      quantityUnit: 'tokens',
    },
  });
});

test('fields and buckets come in any order, and what is ungrouped is the control of its day', async () => {
  const late = `{"results": [${cost('0.06', null)}], "end_time": 1790899200, "object": "bucket", "start_time": 1790812800}`;
  const found = await read(`${page(`{${october}, "results": [${cost('0.06', 'a')}]}`)}${page(late)}`);
  expect(found.map(({ kind }) => kind)).toEqual(['bucket', 'line', 'bucket', 'control']);
});

test('what is torn, twice, or not all there is refused at its line and column', async () => {
  const day = `{${october}, "results": [${cost('0.06', 'a')}]}`;
  expect(await broken(page(day).slice(0, 60))).toBe('1:61 The text ends before its JSON does: bring the file whole.');
  expect(await broken(page(day, true))).toMatch(/^1:1 This page says that another follows, and none does/);
  expect(await broken(page(`${day},\n${day}`))).toMatch(/^2:\d+ The bucket of 2026-10-01T00:00:00.000Z comes a second time/);
  expect(await broken('{"error": {"message": "no key"}}')).toBe('1:1 This is no page of the provider: it has no "object": "page".');
  expect(await broken('date,amount\n2026-10-01,1')).toMatch(/^1:1 The text is no JSON/);
  expect(await broken('')).toBe('1:1 The text ends before its JSON does: bring the file whole.');
});

test('a result that cannot be read is rejected by name, at its place, and the others are read on', async () => {
  const results = `\n  ${cost('null', 'a')},\n  ${cost('"NaN"', 'b')},\n  ${cost('1', 'c').replace('usd', 'dollars!')},\n  ${cost('2', 'd')}`;
  const found = await read(page(`{${october}, "results": [${results}]}`));
  expect(found.slice(1)).toEqual([
    { kind: 'rejected', place: { line: 2, column: 3 }, field: 'amount.value', message: 'A result has an amount with a value.' },
    { kind: 'rejected', place: { line: 3, column: 3 }, field: 'amount.value', message: '"NaN" is no number.' },
    {
      kind: 'rejected',
      place: { line: 4, column: 3 },
      field: 'currency',
      message: '"DOLLARS!" is no currency: three capital letters, such as USD.',
    },
    expect.objectContaining({ kind: 'line', place: { line: 5, column: 3 } }),
  ]);
});

const mapping = {
  columns: { start: 'Day', amount: 'Cost', lineItem: 'Item', quantity: 'Units' },
  unit: 'cents',
  decimal: ',',
  currency: 'EUR',
} as const;
const csv = { kind: 'csv', mapping } as const;

test('a CSV is read by the columns somebody named, formulas as the text they are, credits as what they are', async () => {
  const rows =
    'Day;Item;Cost;Units\n2026-10-01;"=HYPERLINK(""http://x"")";1.234,5\n2026-10-01;=1+1;-12,5;3\n2026-10-02T08:00Z;"two\nlines";7;\n';
  const found = await read(`\uFEFF${rows}`, csv);
  expect(found[0]).toEqual({
    kind: 'rejected',
    place: { line: 2, column: 4 },
    field: '',
    message: 'The line has 3 cells where the names are 4.',
  });
  expect(found[1]).toMatchObject({
    place: { line: 3, column: 1 },
    line: { lineItem: '=1+1', currency: 'EUR', amount: { text: '-12,5', amount: '-0.125' }, quantity: { text: '3', value: '3' } },
  });
  expect(found[1]).toMatchObject({ line: { bucket: { start: '2026-10-01T00:00:00Z', end: '2026-10-02T00:00:00.000Z' } } });
  expect(found[2]).toMatchObject({
    place: { line: 4, column: 1 },
    line: { lineItem: 'two\nlines', bucket: { start: '2026-10-02T08:00:00Z', end: '2026-10-02T08:00:00Z' } },
  });
  expect(await read('Day;Item;Cost;Units\n10/01/2026;a;1;1\n2026-10-01;a;1.234,5;1', csv)).toMatchObject([
    { kind: 'rejected', place: { line: 2, column: 1 }, field: 'Day' },
    {
      kind: 'rejected',
      place: { line: 3, column: 3 },
      field: 'Cost',
      message: '"1.234,5" is no number. Where a sign groups thousands, the mapping names it.',
    },
  ]);
});

test('UTF-16 is read by its mark, and a letter of Latin-1 is refused at its line and column', async () => {
  const text = 'Day;Item;Cost;Units\n2026-10-01;Größe;1;1\n';
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
  const line = [expect.objectContaining({ kind: 'line', line: expect.objectContaining({ lineItem: 'Größe' }) as unknown })];
  expect(await read(utf16, csv)).toEqual(line);
  expect(await read(Buffer.from(utf16).swap16(), csv)).toEqual(line);
  expect(await broken(Buffer.from(text, 'latin1'), csv)).toBe(
    '2:14 A byte here is no UTF-8: save the file as UTF-8, which spreadsheets call "CSV UTF-8".',
  );
});

test('a CSV without a column that is needed, or with one twice, is refused', async () => {
  expect(await broken('Day;Item;Cost\n', csv)).toBe('1:1 There is no column named "Units"; there are Day, Item, Cost.');
  expect(await broken('Day;Item;Cost;Units;Cost\n', csv)).toBe('1:5 Two columns are named "Cost".');
  expect(await broken('Day;Item;Cost;Units\n2026-10-01;"a;1;1\n', csv)).toMatch(/^2:1 The text is no CSV: a quote is never closed/);
  expect(await broken('Day;Item;Cost;Units\n2026-10-01;2" wide;1;1\n', csv)).toMatch(
    /^2:1 The text is no CSV: a cell with a quote in it stands in quotes/,
  );
  expect(await broken('{"totals": {}}', { kind: 'sandbox_invoice' })).toBe(
    '1:1 This is no invoice of the sandbox: it names no "currency".',
  );
});

test('a CSV is read as its mapping says it is written: lines above the names, thousands, dates, shares, and a row of nothing', async () => {
  const written = {
    columns: { start: 'Datum', amount: 'Betrag', quantity: 'Anteil' },
    unit: 'currency',
    currency: 'EUR',
    headLine: 3,
  } as const;
  const rows =
    'Abrechnung;;\n"von\r\nOktober";;\nDatum;Betrag;Anteil\n;;\n5.10.2026;1.234,50 €;50%\n05/10/2026 8:05;-0,5;1.000\n31.9.2026;1;1\n';
  const german = { ...written, decimal: ',', thousands: '.', dates: 'day-first', delimiter: ';' } as const;
  const found = await read(rows.replace('von\r\nOktober', 'von Oktober'), { kind: 'csv', mapping: german });
  expect(found).toMatchObject([
    {
      place: { line: 5 },
      line: {
        bucket: { start: '2026-10-05T00:00:00Z' },
        amount: { amount: '1234.5', text: '1.234,50 €' },
        quantity: { text: '50%', value: '0.5' },
      },
    },
    {
      place: { line: 6 },
      line: {
        bucket: { start: '2026-10-05T08:05:00Z', end: '2026-10-05T08:05:00Z' },
        amount: { amount: '-0.5' },
        quantity: { value: '1000' },
      },
    },
    { kind: 'rejected', place: { line: 7, column: 1 }, message: '"31.9.2026" is no date that is written with the day first.' },
  ]);
  const american = { ...written, decimal: '.', thousands: ',', dates: 'month-first', headLine: 1 } as const;
  expect(await read('Datum|Betrag|Anteil\n10/05/2026|"1,234.50"|1e3', { kind: 'csv', mapping: american })).toMatchObject([
    { line: { bucket: { start: '2026-10-05T00:00:00Z' }, amount: { amount: '1234.5' }, quantity: { value: '1000' } } },
  ]);
});

test.each([
  ['a gzip archive', [0x1f, 0x8b, 8, 0, 0], /^1:1 This is a gzip archive: unpack it/],
  ['a workbook', [0x50, 0x4b, 3, 4, 20], /^1:1 This is a ZIP archive or a workbook/],
  ['a PDF', [...Buffer.from('%PDF-1.7')], /^1:1 This is a PDF/],
])('%s is refused by what it is', async (_what, bytes, why) => {
  expect(await broken(Buffer.from(bytes), csv)).toMatch(why);
});

test('UTF-16 without a mark is read, a letter of no text is rejected with its cell, and a value of millions of letters is refused', async () => {
  const text = 'Day;Item;Cost;Units\n2026-10-01;Größe;1;1\n';
  expect(await read(Buffer.from(text, 'utf16le'), csv)).toMatchObject([{ kind: 'line', line: { lineItem: 'Größe' } }]);
  expect(await read(text.replace('Größe', 'a\0b'), csv)).toMatchObject([
    { kind: 'rejected', place: { line: 2, column: 2 }, field: 'Item' },
  ]);
  expect(await broken(`Day;Item;Cost;Units\n2026-10-01;${'a'.repeat(1_100_000)};1;1\n`, csv)).toMatch(/^2:1 The text is no CSV/);
  const endless = `{"object": "page", "data": [{"start_time": "${'1'.repeat(11_000_000)}`;
  expect(await broken(endless, { kind: 'openai_costs' })).toMatch(/^1:\d+ A value begins here that has more than 10000000 characters/);
});

const bucket = (start: number) =>
  `{"start_time": ${start}, "end_time": ${start + 86_400}, "results": [{"amount": {"value": 1e-7, "currency": "usd"}, "line_item": "a"}]}`;

test('pages in one list, and buckets without their page, are what they would be one after another', async () => {
  const pages = `[{"data": [${bucket(1_790_812_800)}]}, {"object": "page", "data": [${bucket(1_790_899_200)}]}]`;
  const lines = (await read(pages, { kind: 'openai_costs' })).filter(({ kind }) => kind === 'line');
  expect(lines).toMatchObject([
    { line: { amount: { text: '1e-7', amount: '0.0000001' } } },
    { line: { bucket: { start: '2026-10-02T00:00:00.000Z' } } },
  ]);
  expect(await broken(pages.slice(0, -1), { kind: 'openai_costs' })).toMatch(/The text ends before its JSON does/);
});

test("the sandbox's invoice is read by calls, those of another provider left out, with what the provider adds up", async () => {
  const call = {
    answeredAt: '2026-11-20T12:00:00.000Z',
    requestId: 'req_1',
    clientRequestId: 'c1',
    model: 'gpt-image-2',
    size: '1024x1024',
    quality: 'low',
  };
  const usage = { textIn: 20, imageIn: 0, imageOut: 129, textOut: 0 };
  const line = { provider: 'openai', ...call, images: 1, usage, amount: '0.00397', currency: 'USD' };
  const invoice = {
    currency: 'USD',
    total: '0.01',
    totals: { openai: '0.00397', piapi: '0.006' },
    lines: [line, { ...line, provider: 'piapi' }],
  };
  const found = await read(JSON.stringify(invoice, null, 1), { kind: 'sandbox_invoice' });
  expect(found.map(({ kind }) => kind)).toEqual(['total', 'line', 'left-out']);
  expect(found[1]).toMatchObject({
    line: {
      requestId: 'req_1',
      usage: { text_input: '20', image_output: '129', image: '1' },
      amount: { amount: '0.00397' },
      bucket: { start: '2026-11-20T12:00:00Z' },
    },
  });
});
