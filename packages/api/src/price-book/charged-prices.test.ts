import type { PriceEntryInput } from '@halfpenny/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anonymous, asked, withKey, type Asker } from '../../../../test/world/askers.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
let app: Asker;
beforeAll(async () => {
  world = await startWorld();
  const document = 'mutation { createApiKey(input: { name: "one", roles: [APP] }) { ... on CreatedApiKey { secret } } }';
  const made = await asked<{ createApiKey: { secret: string } }>(anonymous(world), document);
  app = withKey(world, made.createApiKey.secret);
});
afterAll(() => world.close());

const charged = async (asker: Asker, view = '') =>
  (await asked<{ chargedPrices: { entries: readonly PriceEntryInput[] } }>(asker, `{ chargedPrices${view} { entries } }`)).chargedPrices
    .entries;

it('A workspace without sell prices is charged what providers take, and an app sees by what', async () => {
  const entries = await charged(app);
  expect(entries).toHaveLength(15);
  expect(entries).toEqual(await charged(anonymous(world)));
  const first = entries.find(({ provider, model, mode }) => `${provider} ${model} ${mode}` === 'openai gpt-image-2 realtime');
  expect(first?.components).toContainEqual({ meter: 'image_output', price: '30', per: 1_000_000 });
});

it('A workspace with sell prices is charged those alone, which tell an app nothing of the cost', async () => {
  await asked(anonymous(world), 'mutation { openSellBook(name: "list-price") { __typename } }');
  const tariff = JSON.stringify({ basedOn: { book: 'cost', multiply: '1.25' }, components: [] });
  await world.sql(`INSERT INTO price_entry (id, book_id, provider, model, mode, currency, kind, tariff, valid, known, note)
    SELECT gen_random_uuid(), id, 'openai', 'gpt-image-2', 'realtime', 'USD', 'metered', '${tariff}', '[2026-11-20,)', '[2026-11-20,)', 'between us'
    FROM price_book WHERE name = 'list-price'`);
  await world.sql('UPDATE price_book_version SET version = version + 1');
  const [entry, ...others] = await charged(app);
  expect(others).toEqual([]);
  expect(entry?.components).toContainEqual({ meter: 'image_output', price: '37.5', per: 1_000_000 });
  expect([entry?.note, entry?.source, entry?.basedOn, entry?.modifiers]).toEqual([undefined, undefined, undefined, undefined]);
  expect((await charged(anonymous(world)))[0]?.note).toBe('between us');
  expect(await charged(app, '(at: "2026-11-19T23:59:59Z")')).toHaveLength(15);
  expect(await charged(app, '(knownAt: "2026-11-19T23:59:59Z")')).toEqual([]);
  expect(await charged(app, '(at: "2027-01-01T00:00:00Z")')).toEqual([entry]);
});
