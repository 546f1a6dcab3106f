import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
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

  it.each([
    ['provider=openai', 'PROVIDER', ['openai']],
    ['outcome=accepted', 'OUTCOME', ['accepted']],
    ['outcome=', 'OUTCOME', [null]],
    ['meter=image&meter=text_input', 'METER', ['image', 'text_input']],
    ['size=976x704&stage=', 'SIZE', ['976x704']],
    ['day=2026-11-20', 'DAY', ['2026-11-20']],
    ['model=another', 'MODEL', ['another']],
  ])('chosen by %s has the total of the query, and its manifest says so', async (query, dimension, values) => {
    const where = [{ dimension, values }];
    const { spend } = await world.ask<{ spend: { totals: { lines: number; amount: { amount: string } }[] } }>(
      'query ($where: [FinanceCondition!]!) { spend(by: [], from: "2026-11-01", until: "2026-12-01", book: SIMULATED, where: $where) { totals { lines amount { amount } } } }',
      { where },
    );
    const total = { lines: spend.totals[0]?.lines ?? 0, amount: pico(spend.totals[0]?.amount.amount ?? '0') };
    const lines = await rowsOf(await fetched(`content=lines&${query}`));
    expect({ lines: lines.length, amount: summed(lines, 'amount') }).toEqual(total);
    const focus = await rowsOf(await fetched(`content=focus&${query}`));
    expect(summed(focus, 'EffectiveCost')).toBe(total.amount);
    const manifest = await fetch(`${world.address}/exports/manifest?${span}&content=lines&${query}`);
    const stated = (await manifest.json()) as { where: unknown[]; totals: { amount: string }[] };
    expect(stated.where[0]).toEqual({ dimension: dimension.toLowerCase(), values });
    expect(stated.totals.reduce((sum, { amount }) => sum + pico(amount), 0n)).toBe(total.amount);
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

  it('is made once: whoever broke off goes on in the file that was made, whose hash is that of the bytes', async () => {
    const question = 'content=lines&format=csv&knownAt=2026-11-20T12:00:00Z';
    const broken = new AbortController();
    const begun = await fetch(`${world.address}/exports?${span}&${question}`, { signal: broken.signal });
    broken.abort();
    const again = await fetched(question, { range: 'bytes=20-' });
    const rest = Buffer.from(await again.arrayBuffer());
    const whole = await fetched(question);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect([begun.status, again.status, whole.headers.get('content-length')]).toEqual([200, 206, String(bytes.length)]);
    expect(rest.equals(bytes.subarray(20))).toBe(true);
    const hash = createHash('sha256').update(bytes).digest('base64');
    expect([again.headers.get('repr-digest'), whole.headers.get('repr-digest')]).toEqual([`sha-256=:${hash}:`, `sha-256=:${hash}:`]);
    const files = readdirSync(join(world.dataFolder, 'exports'));
    expect(files).toContainEqual(expect.stringMatching(Buffer.from(hash, 'base64').toString('hex')));
    expect(files).not.toContainEqual(expect.stringMatching(/part$/));
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
    ['knownAt=2099-01-01T00:00:00Z', 'knownAt', []],
    ['provder=openai', 'provder', expect.arrayContaining(['provider', 'knownAt'])],
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
