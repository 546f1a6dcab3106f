import { Readable } from 'node:stream';
import { priceEntry } from '@halfpenny/core';
import { expect, test } from 'vitest';
import { CsvBroken } from '../platform/csv-rows.ts';
import { listText, ListTextRefused } from './list-text.ts';
import type { PriceList } from './price-list.ts';
import { readCsv } from './read-csv.ts';
import { writeCsv } from './write-csv.ts';

function read(csv: string | Uint8Array): Promise<PriceList> {
  return readCsv(listText(Readable.from([Buffer.from(csv)])), { from: '2026-12-01' });
}

async function sentences(csv: string): Promise<readonly string[]> {
  const { entries, problems } = await read(csv);
  return [`${entries.length} taken`, ...problems.map(({ line, column, at, message }) => `${line}:${column} ${at}: ${message}`)];
}

test('rows of one provider, model, mode and start are one entry; a row that names none goes on with the one above', async () => {
  const list = await read(
    [
      'Provider,Model,Mode,Meter,Price,Per,When,Currency,Tiers',
      'openai,gpt-image-2,realtime,text_input,5.00,1000000,,,',
      'piapi,gpt-image-2,realtime,image,0.10,1,"quality=low; size=1024x1024|1536x1024",EUR,100=0; 10000=0.04',
      ',,,image,0.20,1,quality=high,,',
      'openai,gpt-image-2,realtime,image_output,30.00,1000000,,,',
    ].join('\r\n'),
  );
  expect(list.problems).toEqual([]);
  expect(list.entries.map(({ input }) => input)).toEqual([
    {
      provider: 'openai',
      model: 'gpt-image-2',
      mode: 'realtime',
      currency: 'USD',
      from: '2026-12-01',
      components: [
        { meter: 'text_input', price: '5.00', per: 1_000_000 },
        { meter: 'image_output', price: '30.00', per: 1_000_000 },
      ],
    },
    {
      provider: 'piapi',
      model: 'gpt-image-2',
      mode: 'realtime',
      currency: 'EUR',
      from: '2026-12-01',
      components: [
        {
          meter: 'image',
          price: '0.10',
          per: 1,
          when: { quality: ['low'], size: ['1024x1024', '1536x1024'] },
          tiers: [
            { upTo: 100, price: '0' },
            { upTo: 10_000, price: '0.04' },
          ],
        },
        { meter: 'image', price: '0.20', per: 1, when: { quality: ['high'] } },
      ],
    },
  ]);
});

test('a semicolon or a tab parts cells where it parts the names of the columns', async () => {
  expect((await read('provider;model;mode;meter;price;per\np;m;batch;image;0.1;1\n')).entries[0]?.entry.id).toBe(
    'p/m/batch/2026-12-01T00:00:00Z',
  );
  expect((await read('provider\tmodel\tmode\tmeter\tprice\tper\np\tm\tbatch\timage\t0.1\t1\n')).entries).toHaveLength(1);
});

test('each cell that is not understood is named by line and column, and nothing of its entry is taken', async () => {
  const header = 'provider,model,mode,from,until,meter,price,per,when,credit';
  expect(
    await sentences(
      [
        header,
        'p,a,realtime,2026-01-01,,image,"1,50",1,,',
        'p,b,realtime,2026-01-01,,image,1e-3,1,,',
        'p,c,realtime,2026-01-01,,image,0.0000000000001,1,,',
        'p,d,realtime,2026-01-01,2025-01-01,image,0.1,1,,',
        'p,e,realtime,01.02.2026,,image,0.1,1,,',
        'p,f,realtime,2026-01-01,,image,0.1,"1,000",,',
        'p,g,realtime,2026-01-01,,image,0.1,1,quality:low,',
        'p,h,sometimes,2026-01-01,,image,0.1,1,,',
        'p,i,realtime,2026-01-01,,image,0.1,1,,a penny',
        'p,j,realtime,2026-01-01,,image,0.1,1,,',
        'p,j,realtime,2026-01-01,,image,0.2,1,quality=low,',
        'p,k,realtime,2026-01-01,,image,0.1,1,,,extra',
        'p,l,realtime,2026-01-01,,image,0.1,1,,',
        'p,l,realtime,2026-01-01,2027-01-01,text_input,0.1,1,,',
        'p,l,realtime,2026-01-01,2028-01-01,text_output,0.1,1,,',
        'p,m,realtime,2026-01-01,,image,0.1,1,,',
      ].join('\n'),
    ),
  ).toEqual([
    '1 taken',
    '2:7 price: "1,50" is no plain decimal such as 0.00397: write plain digits with at most 12 decimals.',
    '3:7 price: "1e-3" is no plain decimal such as 0.00397: write plain digits with at most 12 decimals.',
    '4:7 price: "0.0000000000001" is finer than 12 decimals: write plain digits with at most 12 decimals.',
    '5:5 until: A period ends after it begins, and "2025-01-01" is not after "2026-01-01".',
    '6:4 from: "01.02.2026" is no instant: write a UTC day such as 2026-11-20, or a time with its zone such as 2026-11-20T12:00:00Z.',
    '7:8 per: "1,000" is no number of units: write a whole number from 1 on.',
    '8:9 when: "quality:low" is no condition of its own: write such as quality=low; size=1024x1024|1536x1024.',
    '9:3 mode: "sometimes" is no mode: write realtime or batch.',
    '10:10 credit: "a penny" is no JSON, which this column takes.',
    '12:9 when: Components 0 and 1 both price image under one context: for a used meter exactly one component may apply.',
    '13:11 column 11: Nothing reads a column named "column 11".',
    '16:5 until: until is another one than in line 15, and both rows are of one entry: write the same, or nothing.',
  ]);
});

test('what looks like a formula is never written live, and is what it was after it was read again', async () => {
  const live = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', "'=1", "''+x", '＝1', '\r\n=1', '=cmd|"/c calc"!A1'];
  const made = priceEntry({
    provider: '=HYPERLINK("http://x")',
    model: "'tis a name",
    mode: 'realtime',
    currency: 'USD',
    from: '2026-01-01',
    components: live.map((label, index) => ({ meter: 'image', price: '0.1', per: 1, label, when: { size: String(index) } })),
    note: '-2+3',
  });
  if (!made.ok) throw new Error(made.refusal.message);
  const csv = Buffer.concat(
    await writeCsv([made.value])
      .map((chunk: Uint8Array) => Buffer.from(chunk))
      .toArray(),
  ).toString();
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(csv).not.toMatch(/(^|,)"?[=+\-@＝]/);
  expect((await read(csv)).entries.map(({ entry }) => entry)).toEqual([made.value]);
});

test('what is no CSV is refused with its line, what is no UTF-8 or too much as a whole', async () => {
  const why = async (csv: string | Uint8Array) => {
    try {
      return await read(csv);
    } catch (cause) {
      return cause instanceof ListTextRefused ? cause.refusal.code : cause instanceof CsvBroken ? cause.line : cause;
    }
  };
  expect(await why('provider,model\n"p,m\n')).toBe(2);
  expect(await why(new Uint8Array([0xff, 0xfe, 0x70, 0x00]))).toBe('invalid-price-list');
  expect(await why(`provider\n${'p\n'.repeat(8_000_000)}`)).toBe('price-list-too-large');
  expect(await read('')).toEqual({ entries: [], problems: [], leftOut: [] });
});
