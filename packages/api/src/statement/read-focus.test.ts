import { expect, test } from 'vitest';
import { readStatement } from './read-statement.ts';
import type { Found } from './stated.ts';

async function read(text: string, cost: 'billed' | 'effective' = 'billed'): Promise<readonly Found[]> {
  async function* bytes(): AsyncGenerator<Buffer> {
    for (const byte of [text.slice(0, 40), text.slice(40)]) yield Buffer.from(byte);
  }
  const found: Found[] = [];
  for await (const one of readStatement(bytes(), { kind: 'focus', provider: 'openai', cost }, () => undefined)) found.push(one);
  return found;
}

const october = '2026-10-01T00:00:00Z,2026-11-01T00:00:00Z';

test('FOCUS 1.0 of another tool is read in its own order of columns, with a mark, more columns, breaks in cells and NULL', async () => {
  const rows = [
    '\uFEFFTags,ChargeDescription,ChargeCategory,BilledCost,ChargePeriodEnd,ChargePeriodStart,BillingCurrency,ProviderName,ConsumedQuantity,ConsumedUnit,SubAccountId',
    '"{""team"": ""a""}","gpt-image-2,\r\nimage output",Usage,0.00588,2026-10-06T00:00:00Z,2026-10-05T00:00:00Z,USD,OpenAI,196,Tokens,NULL',
    'null,"=HYPERLINK(""x"")",usage,1E-7,2026-10-06 00:00:00 UTC,2026-10-05 00:00:00,USD,"OpenAI, L.L.C.",,,proj_1',
    ',S3,Usage,9,2026-10-06T00:00Z,2026-10-05T00:00Z,USD,Amazon Web Services,1,GB,',
  ];
  const day = { start: '2026-10-05T00:00:00Z', end: '2026-10-06T00:00:00Z' };
  expect(await read(rows.join('\r\n'))).toMatchObject([
    {
      kind: 'line',
      place: { line: 2 },
      line: { bucket: day, project: '', lineItem: 'gpt-image-2,\r\nimage output', quantity: { value: '196' }, quantityUnit: 'Tokens' },
    },
    {
      kind: 'line',
      place: { line: 4 },
      line: {
        bucket: day,
        project: 'proj_1',
        lineItem: '=HYPERLINK("x")',
        amount: { text: '1E-7', amount: '0.0000001' },
        category: 'Usage',
      },
    },
    { kind: 'left-out' },
  ]);
});

test('FOCUS 1.2 says the invoice, each category, and what of a closed invoice is corrected in this one', async () => {
  const head =
    'InvoiceId,BilledCost,BillingCurrency,ChargeCategory,ChargeClass,ChargePeriodStart,ChargePeriodEnd,BillingPeriodStart,BillingPeriodEnd,SkuMeter,PricingQuantity,PricingUnit';
  const rows = [
    `INV-1,1.5,USD,Usage,,2026-10-05T00:00:00Z,2026-10-06T00:00:00Z,${october},Image output,0.05,1000000 Tokens`,
    `INV-1,0.25,USD,Tax,,${october},${october},VAT,,`,
    `INV-1,-5,USD,Credit,,2026-10-05T00:00:00Z,2026-10-06T00:00:00Z,${october},,,`,
    `INV-1,100,USD,Purchase,,2026-10-05T00:00:00Z,2026-10-06T00:00:00Z,${october},,1,Units`,
    `INV-1,-0.0000000000001,USD,Adjustment,,${october},${october},Rounding,,`,
    `INV-1,-2,USD,Usage,Correction,2026-09-05T00:00:00Z,2026-09-06T00:00:00Z,${october},Image output,,`,
    `INV-1,1,USD,Gift,,2026-10-05T00:00:00Z,2026-10-06T00:00:00Z,${october},,,`,
    `INV-1,,USD,Usage,,2026-10-05T00:00:00Z,2026-10-06T00:00:00Z,${october},,,`,
    `INV-1,1,USD,Usage,,2026-10-05T00:00:00Z,soon,${october},,,`,
  ];
  expect(await read([head, ...rows].join('\n'))).toMatchObject([
    {
      line: {
        invoiceId: 'INV-1',
        category: 'Usage',
        lineItem: 'Image output',
        quantity: { text: '0.05', value: '50000' },
        quantityUnit: 'Tokens',
      },
    },
    { line: { category: 'Tax', lineItem: 'VAT', bucket: { end: '2026-11-01T00:00:00Z' } } },
    { line: { category: 'Credit', amount: { amount: '-5' }, lineItem: '' } },
    { line: { category: 'Purchase' } },
    { line: { category: 'Adjustment', amount: { amount: '0', residue: '-0.0000000000001' } } },
    { line: { category: 'Correction', bucket: { start: '2026-10-01T00:00:00Z', end: '2026-11-01T00:00:00Z' } } },
    { kind: 'rejected', place: { line: 8, column: 4 }, field: 'ChargeCategory' },
    { kind: 'rejected', place: { line: 9, column: 2 }, field: 'BilledCost' },
    { kind: 'rejected', place: { line: 10, column: 7 }, field: 'ChargePeriodEnd' },
  ]);
});

test('of credit that was paid before it is taken what is used up, where that is asked for', async () => {
  const text =
    'billed_cost,effective_cost,billing_currency,charge_period_start,charge_period_end,charge_category\n0,0.5,USD,2026-10-05T00:00:00Z,2026-10-06T00:00:00Z,Usage\n';
  expect(await read(text)).toMatchObject([{ line: { amount: { amount: '0' } } }]);
  expect(await read(text, 'effective')).toMatchObject([{ line: { amount: { amount: '0.5' } } }]);
});
