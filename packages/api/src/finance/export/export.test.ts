import { parseDecimal } from '@halfpenny/core';
import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetRead } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDocument } from '../../../../../test/world/generation-document.ts';
import { startWorld, type World } from '../../../../../test/world/service.ts';

let world: World;

/** Three images at openai in one generation, each for 12 × 5 + 129 × 30 a million, 0.01179; one at a flat 0.003; and one in doubt. */
beforeAll(async () => {
  world = await startWorld();
  await generate('three', { n: 3 });
  await generate('flat', { size: '1024x1024' }, 'smartaipi');
  await generate('doubt', { prompt: 'A shell [sandbox: server-error-billed]' });
});
afterAll(() => world.close());

async function generate(requestKey: string, more: object = {}, provider = 'openai'): Promise<void> {
  const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '976x704', quality: 'low', ...more };
  await world.ask(generateDocument, { input: { requestKey, request, providers: [provider] } });
}

const span = 'from=2026-11-01&until=2026-12-01&book=simulated';
const fetched = (query: string, headers: Record<string, string> = {}) => fetch(`${world.address}/exports?${span}&${query}`, { headers });
const rowsOf = async (response: Response) => parse<Record<string, string>>(await response.text(), { columns: true });
const pico = (text: string | undefined): bigint => {
  const exact = parseDecimal(text ?? '');
  if (!exact.ok) throw new Error(exact.refusal.message);
  return exact.value;
};
const summed = (rows: readonly Record<string, string>[], name: string) => rows.reduce((sum, row) => sum + pico(row[name]), 0n);

describe('An export', () => {
  it('has the totals of the ledger and of the roll-ups, to the last digit, as lines and as FOCUS charges', async () => {
    const lines = await rowsOf(await fetched('content=lines&format=csv'));
    const focus = await rowsOf(await fetched('content=focus&format=csv'));
    expect(lines).toHaveLength(3);
    expect(summed(lines, 'amount')).toBe(pico('0.01479'));
    expect([summed(focus, 'EffectiveCost'), summed(focus, 'BilledCost')]).toEqual([pico('0.01479'), pico('0.01479')]);
    for (const row of focus) {
      const price = pico(row['ListUnitPrice']);
      expect(price * BigInt(row['PricingQuantity'] ?? '')).toBe(pico(row['ListCost']));
      expect(row['ContractedCost']).toBe(row['ListCost']);
    }
    expect(focus.find((row) => row['SkuMeter'] === 'text_input')).toMatchObject({
      BillingCurrency: 'USD',
      BillingPeriodStart: '2026-11-01T00:00:00Z',
      BillingPeriodEnd: '2026-12-01T00:00:00Z',
      ChargeCategory: 'Usage',
      ChargeClass: '',
      ChargePeriodStart: '2026-11-20T12:00:00Z',
      ChargePeriodEnd: '2026-11-20T12:00:01Z',
      InvoiceId: '',
      ListUnitPrice: '0.000005',
      PricingQuantity: '36',
      PricingUnit: 'Tokens',
      ProviderName: 'openai',
      SkuPriceId: 'openai/gpt-image-2/realtime/text_input',
    });
    expect(focus.map((row) => row['SkuPriceId'])).toContain('smartaipi/gpt-image-2/realtime/image?quality=low&size=1024x1024');
    expect(focus.some((row) => row['SkuPriceId'] === row['x_PriceEntryId'])).toBe(false);
  });

  it('leaves out what nobody knows, and its manifest counts it', async () => {
    const manifest = await (await fetch(`${world.address}/exports/manifest?${span}&content=focus`)).json();
    expect(manifest).toMatchObject({
      focusVersion: '1.2',
      totals: [{ account: 'generation_cost', currency: 'USD', lines: 3, amount: '0.01479' }],
      unknown: [{ state: 'in_doubt', charges: 1 }],
    });
  });

  it.each(['csv', 'parquet'])('that broke off goes on where it did, to the same bytes, whatever was posted since: %s', async (format) => {
    const whole = await fetched(`content=focus&format=${format}`);
    const bytes = Buffer.from(await whole.arrayBuffer());
    const tag = whole.headers.get('etag') ?? '';
    await generate(`posted after the ${format}`);
    const rest = await fetched(`content=focus&format=${format}`, { range: 'bytes=100-', 'if-range': tag });
    expect([rest.status, rest.headers.get('content-range')]).toEqual([206, `bytes 100-${bytes.length - 1}/${bytes.length}`]);
    expect(Buffer.concat([bytes.subarray(0, 100), Buffer.from(await rest.arrayBuffer())]).equals(bytes)).toBe(true);
    const again = await fetched(`content=focus&format=${format}&knownAt=${tag.slice(1, -1)}`);
    expect(Buffer.from(await again.arrayBuffer()).equals(bytes)).toBe(true);
    const beyond = await fetched(`content=focus&format=${format}`, { range: `bytes=${bytes.length}-`, 'if-range': tag });
    expect(beyond.status).toBe(416);
  });

  it('as Parquet keeps decimals exact: whole units of the twelfth place', async () => {
    const file = await (await fetched('content=lines&format=parquet')).arrayBuffer();
    const metadata = parquetMetadata(file);
    const amount = metadata.schema.find(({ name }) => name === 'amount');
    expect(amount).toMatchObject({ converted_type: 'DECIMAL', precision: 38, scale: 12 });
    for (const element of metadata.schema) delete element.converted_type;
    let sum = 0n;
    await parquetRead({
      file,
      metadata,
      columns: ['amount'],
      utf8: false,
      onComplete: (rows: unknown[][]) => {
        for (const [bytes] of rows) sum += BigInt.asIntN(128, BigInt(`0x${Buffer.from(bytes as Uint8Array).toString('hex')}`));
      },
    });
    const csv = await rowsOf(await fetched('content=lines&format=csv'));
    expect(sum).toBe(summed(csv, 'amount'));
  });

  it.each([
    ['format=xlsx', 'format', ['csv', 'parquet']],
    ['content=everything', 'content', ['lines', 'focus']],
    ['until=soon', 'until', []],
    ['knownAt=yesterday', 'knownAt', []],
  ])('is refused by the name of what cannot be meant: %s', async (query, name, accepted) => {
    const response = await fetch(
      `${world.address}/exports?from=2026-11-01&${query.startsWith('until') ? '' : 'until=2026-12-01&'}${query}`,
    );
    expect([response.status, await response.json()]).toEqual([
      400,
      { code: 'INVALID_EXPORT', message: expect.any(String), path: [name], accepted },
    ]);
  });
});
