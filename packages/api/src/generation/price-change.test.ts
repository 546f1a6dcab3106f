import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low' };

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** A publication: what was known of gpt-image-2 at openai until now is corrected to twice the output price. */
const doubleThePrice = `
  WITH closed AS (
    UPDATE price_entry SET known = tstzrange(lower(known), '2026-11-20T12:05:00Z')
    WHERE provider = 'openai' AND model = 'gpt-image-2' AND mode = 'realtime' RETURNING *
  )
  SELECT id, book_id, currency, kind, valid FROM closed`;
const publish = `
  INSERT INTO price_entry (id, book_id, provider, model, mode, currency, kind, tariff, valid, known, corrects)
  VALUES (gen_random_uuid(), $2, 'openai', 'gpt-image-2', 'realtime', $3, $4, $6, $5, '[2026-11-20T12:05:00Z,)', $1)`;
const doubled = {
  components: [
    { meter: 'text_input', price: '5.00', per: 1_000_000 },
    { meter: 'image_output', price: '60.00', per: 1_000_000 },
  ],
};

async function publishDoubledPrice(): Promise<void> {
  const database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  await database.query('BEGIN');
  const { rows } = await database.query<{ id: string; book_id: string; currency: string; kind: string; valid: string }>(doubleThePrice);
  const [old] = rows;
  await database.query(publish, [old?.id, old?.book_id, old?.currency, old?.kind, old?.valid, JSON.stringify(doubled)]);
  await database.query('COMMIT');
  await database.end();
}

async function quote(): Promise<{ id: string; best: { expected: { amount: string } } }> {
  const document = 'mutation ($input: QuoteInput!) { quote(input: $input) { ... on Quote { id best { expected { amount } } } } }';
  const input = { request, providers: ['openai'] };
  return (await world.ask<{ quote: { id: string; best: { expected: { amount: string } } } }>(document, { input })).quote;
}

it('A promise to the caller does not bind the provider: the charge keeps the quoted price, the cost follows the price in force', async () => {
  const { id, best } = await quote();
  expect(best.expected.amount).toBe('0.00594');
  world.setNow('2026-11-20T12:06:00Z');
  await publishDoubledPrice();
  const { generate } = await world.ask<{ generate: Generated }>(generateDocument, { input: { requestKey: 'promised', quoteId: id } });
  expect(generate).toMatchObject({
    charge: { state: 'SETTLED', total: { amount: '0.00594' } },
    cost: { state: 'SETTLED', total: { amount: '0.01182' } },
    variance: { amount: '0' },
  });
  const { accountBalances } = await world.ask<{ accountBalances: { account: string; balance: { amount: string } }[] }>(
    '{ accountBalances { account balance { amount } } }',
  );
  expect(accountBalances).toEqual([
    { account: 'provider_accrued', balance: { amount: '-0.01182' } },
    { account: 'generation_cost', balance: { amount: '0.01182' } },
  ]);
});

it('The next quote is at the new price, without a restart', async () => {
  expect((await quote()).best.expected.amount).toBe('0.01182');
});
