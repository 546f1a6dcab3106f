/** Edits end to end over HTTP: uploaded, quoted, executed against the sandbox playing each provider, with the ledger equal to its invoice. */
import { Client } from 'pg';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { editsIn, quoteDocument, shell } from '../../../../test/world/edits.ts';
import type { Edits, Quoted } from '../../../../test/world/edits.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { halfMask, plainPicture } from '../../../../test/world/pictures.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

let world: World;
let edits: Edits;
let database: Client;
let picture: string;
let sameAgain: string;
let mask: string;
beforeAll(async () => {
  world = await startWorld();
  edits = editsIn(world);
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  picture = await edits.upload(await plainPicture(550, 368));
  sameAgain = await edits.upload(await plainPicture(550, 368));
  mask = await edits.upload(await halfMask(550, 368));
});
afterEach(() => fetch(`${world.sandboxUrl}/control`, { method: 'DELETE' }));
afterAll(async () => {
  await database.end();
  await world.close();
});

async function command(misbehaviour: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${world.sandboxUrl}/control`, { method: 'POST', headers, body: JSON.stringify({ misbehaviour }) });
}

/** What the ledger owes providers, and what the sandbox's invoice comes to. */
async function booksAndInvoice(): Promise<[string, string]> {
  const { rows } = await database.query<{ owed: string }>(
    "SELECT trim_scale(coalesce(-sum(amount), 0))::text AS owed FROM ledger_entry WHERE account LIKE 'provider_accrued%'",
  );
  return [rows[0]?.owed ?? '', (await world.invoice()).total];
}

async function holds(): Promise<string> {
  const { rows } = await database.query<{ held: string }>(
    'SELECT count(*)::text AS held FROM hold AS h WHERE NOT EXISTS (SELECT FROM hold_settlement AS s WHERE s.hold_id = h.id)',
  );
  return rows[0]?.held ?? '';
}

async function editUnderOneKey(uploadId: string): Promise<Generated> {
  return await edits.generate('one edit', { request: { ...shell, images: [{ uploadId }] }, providers: ['openai'] });
}

describe('An edit', () => {
  it.each([
    // 6 + 7 text tokens, 704 of the image, 196 of what is made: 13 × 5 + 704 × 8 + 196 × 30 a million.
    ['openai', 'gpt-image-2', {}, '0.011577'],
    ['openai', 'gpt-image-2', { n: 3, mask: true }, '0.034731'],
    ['piapi', 'gpt-image-2', {}, '0.011577'],
    ['piapi', 'gpt-image-2-preview', {}, '0.1'],
    ['smartaipi', 'gpt-image-2', { mask: true }, '0.003'],
    ['smartaipi', 'gpt-image-2', { n: 2 }, '0.006'],
    // 6 + 15 text tokens, 323 and 6,240 of the image, 272 of what is made, and the text that this model writes: 1.5 has its own rates.
    ['openai', 'gpt-image-1.5', { inputFidelity: 'high' }, undefined],
  ] as const)('at %s of %s with %o is executed at the price of its input and output', async (provider, model, options, amount) => {
    const { mask: masked, ...more } = { mask: false, ...options };
    const request = { ...shell, model, ...more, images: [{ uploadId: picture }], ...(masked ? { mask: { uploadId: mask } } : {}) };
    const made = await edits.generate(`edit ${provider} ${model} ${JSON.stringify(options)}`, { request, providers: [provider] });
    expect(made).toMatchObject({ status: 'SUCCEEDED', cost: { state: 'SETTLED' } });
    const billed = (await world.invoice()).lines.find(({ clientRequestId }) => clientRequestId === made.attempts[0]?.clientRequestId);
    expect(made.cost.total?.amount).toBe(billed?.amount);
    if (amount !== undefined) expect(made.cost.total?.amount).toBe(amount);
    expect(made.images).toHaveLength('n' in more ? more.n : 1);
    const [owed, invoiced] = await booksAndInvoice();
    expect(owed).toBe(invoiced);
  });

  it('is quoted by size alone, and executed with an upload of that size at the price that was quoted', async () => {
    const quoted = await edits.quote({ images: [{ width: 550, height: 368 }], mask: { width: 550, height: 368 } });
    expect(quoted.best.expected.amount).toBe('0.011577');
    const made = await edits.generate('quoted by size', { quoteId: quoted.id, images: [{ uploadId: picture }], mask: { uploadId: mask } });
    expect(made).toMatchObject({ status: 'SUCCEEDED', charge: { total: { amount: '0.011577' } } });
  });

  it('is quoted from its upload, and needs it no second time', async () => {
    const quoted = await edits.quote({ images: [{ uploadId: picture }] });
    expect(quoted).toMatchObject({ request: { images: [{ width: 550, height: 368, uploadId: picture }], mask: null } });
    expect(await edits.generate('quoted by upload', { quoteId: quoted.id })).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('under a key that was used is the same generation, whichever upload brought the same bytes, and another one for other bytes', async () => {
    const [first, second, other] = [await editUnderOneKey(picture), await editUnderOneKey(sameAgain), await editUnderOneKey(mask)];
    expect([first.status, second.id]).toEqual(['SUCCEEDED', first.id]);
    expect(other.code).toBe('REQUEST_KEY_REUSED');
  });

  it('can be streamed, or queued and made later, at the same price', async () => {
    const images = [{ uploadId: picture }];
    const streamed = await edits.generate('streamed', { request: { ...shell, images, partialImages: 2 }, providers: ['openai'] });
    expect(streamed).toMatchObject({ status: 'SUCCEEDED', cost: { total: { amount: '0.017577' } } });
    const queued = await edits.generate('queued', { request: { ...shell, images }, providers: ['openai'], wait: false });
    const again = async () =>
      (
        await world.ask<{ generation: Generated }>('query ($id: ID!) { generation(id: $id) { status cost { total { amount } } } }', {
          id: queued.id,
        })
      ).generation;
    await expect.poll(async () => (await again()).status, { timeout: 30_000 }).toBe('SUCCEEDED');
    expect((await again()).cost.total?.amount).toBe('0.011577');
    const [owed, invoiced] = await booksAndInvoice();
    expect(owed).toBe(invoiced);
  });

  it('goes into a batch at the provider that takes them alone', async () => {
    const request = { ...shell, images: [{ uploadId: picture }] };
    const quoteAt = async (provider: string): Promise<Quoted> =>
      (await world.ask<{ quote: Quoted }>(quoteDocument, { input: { request, mode: 'BATCH', providers: [provider] } })).quote;
    expect((await quoteAt('openai')).best.expected.amount).toBe('0.0057885');
    const refused = await quoteAt('piapi');
    expect([refused.code, refused.path.join('.')]).toEqual(['NO_PRICE_IN_FORCE', 'input.request.model']);
  });

  it('shows with a mask what was edited, and keeps the rest, at providers that read masks either way', async () => {
    for (const provider of ['openai', 'smartaipi']) {
      const request = { ...shell, images: [{ uploadId: picture }], mask: { uploadId: mask } };
      const made = await edits.generate(`masked at ${provider}`, { request, providers: [provider] });
      const bytes = await (await fetch(`${world.address}${made.images[0]?.url}`)).arrayBuffer();
      const pixel = await sharp(Buffer.from(bytes)).extract({ left: 768, top: 300, width: 1, height: 1 }).raw().toBuffer();
      expect([provider, pixel.toString('hex')]).toEqual([provider, '44aa77']);
    }
  });
});

async function ask(key: string, n = 1, provider = 'openai'): Promise<Generated> {
  return await edits.generate(key, { request: { ...shell, n, images: [{ uploadId: picture }] }, providers: [provider] });
}

describe('A reply to an edit', () => {
  it.each([
    ['url-reply', { status: 'SUCCEEDED', cost: { state: 'SETTLED', total: { amount: '0.011577' } } }],
    ['url-elsewhere', { status: 'FAILED', cost: { state: 'SETTLED', total: { amount: '0.011577' } }, failure: { code: 'INVALID_IMAGE' } }],
    ['other-size', { status: 'SUCCEEDED', cost: { state: 'SETTLED', total: { amount: '0.010437' } } }],
    ['other-quality', { status: 'SUCCEEDED', cost: { state: 'SETTLED', total: { amount: '0.058377' } } }],
    ['usage-missing', { status: 'SUCCEEDED', cost: { state: 'ESTIMATED', total: { amount: '0.011577' } } }],
    ['usage-undetailed', { status: 'SUCCEEDED', cost: { state: 'ESTIMATED', total: { amount: '0.011577' } } }],
  ])('that is %s is billed by what was delivered', async (misbehaviour, expected) => {
    await command(misbehaviour);
    expect(await ask(`reply ${misbehaviour}`)).toMatchObject(expected);
    const [owed, invoiced] = await booksAndInvoice();
    expect(owed).toBe(invoiced);
  });

  it('with fewer images than asked for is billed for those that came', async () => {
    await command('fewer-images');
    expect(await ask('fewer', 3)).toMatchObject({ status: 'SUCCEEDED', images: [{}, {}], cost: { total: { amount: '0.023154' } } });
    await command('fewer-images');
    expect(await ask('fewer at a flat price', 3, 'smartaipi')).toMatchObject({ images: [{}, {}], cost: { total: { amount: '0.006' } } });
    const [owed, invoiced] = await booksAndInvoice();
    expect(owed).toBe(invoiced);
  });

  it('that contradicts itself is unbilled, and its hold is kept', async () => {
    await command('usage-contradictory');
    expect(await ask('contradictory')).toMatchObject({ status: 'SUCCEEDED', cost: { state: 'UNBILLED' } });
    expect(await holds()).toBe('1');
  });
});
