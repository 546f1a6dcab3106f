/** What follows from a price that was corrected, over HTTP: proposed, approved, and written into the chain of each charge. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, speakingFor, withKey, type Asker } from '../../../../test/world/askers.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { makeUsage, ratedSpan, sumFigures, untilOver, type ShownRun } from '../../../../test/world/rating-runs.ts';
import { acceptedItem } from '../../../../test/world/accepted-item.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
let database: Client;
let admin: Asker;
let first: Generated;

beforeAll(async () => {
  world = await startWorld();
  admin = anonymous(world);
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  first = await makeUsage(world);
});
afterAll(async () => {
  await database.end();
  await world.close();
});

const money = (amount: string) => ({ amount });

/** What a million image tokens cost from the day the model came, as it is known from now on. */
async function correctPrice(dollars: string, knownFrom: string): Promise<void> {
  await database.query(
    `WITH closed AS (
       UPDATE price_entry SET known = tstzrange(lower(known), $2) WHERE provider = 'openai' AND model = 'gpt-image-2' AND mode = 'realtime'
         AND upper_inf(known) RETURNING *
     )
     INSERT INTO price_entry SELECT made.* FROM closed, jsonb_populate_record(NULL::price_entry, to_jsonb(closed) || jsonb_build_object(
       'id', gen_random_uuid(), 'corrects', closed.id, 'known', tstzrange($2, NULL), 'tariff', jsonb_build_object('components', jsonb_build_array(
         jsonb_build_object('meter', 'text_input', 'price', '5.00', 'per', 1000000),
         jsonb_build_object('meter', 'image_output', 'price', $1::text, 'per', 1000000))))) AS made`,
    [dollars, knownFrom],
  );
}

async function rerate(): Promise<ShownRun & Record<string, unknown>> {
  const { startRerating } = await asked<{ startRerating: ShownRun }>(
    admin,
    `mutation { startRerating(input: { ${ratedSpan} }) { ... on ReratingRun { id } } }`,
  );
  return await untilOver(admin, { query: 'reratingRun', id: startRerating.id, fields: `proposed written sums { ${sumFigures} }` });
}

/** The outcome of a decision: the code of its refusal, or the run once all of it is written. */
async function approve(id: string, by = admin): Promise<(ShownRun & Record<string, unknown>) | string> {
  const document = `mutation { approveRerating(id: "${id}") { ... on ReratingRun { id } ... on Refusal { code } } }`;
  const { approveRerating } = await asked<{ approveRerating: { code?: string } }>(by, document);
  if (approveRerating.code !== undefined) return approveRerating.code;
  for (;;) {
    const run = await untilOver(admin, {
      query: 'reratingRun',
      id,
      fields: 'proposed written approvedBy items { edges { node { state was { amount } becomes { amount } } } }',
    });
    if (run.state === 'WRITTEN') return run;
  }
}

async function costInLedger(): Promise<string> {
  const { rows } = await database.query<{ cost: string }>(
    "SELECT trim_scale(sum(amount))::text AS cost FROM ledger_entry WHERE account = 'generation_cost'",
  );
  return rows[0]?.cost ?? '';
}

describe('A re-rating after a correction', () => {
  it('finds nothing as long as no price was corrected', async () => {
    expect(await rerate()).toMatchObject({ state: 'RATED', rated: 5, proposed: 0 });
    expect(await costInLedger()).toBe('0.01881');
  });

  it('proposes what each cost becomes, writes nothing before it is approved, and then corrects the chain of each', async () => {
    await correctPrice('60.00', '2026-11-20T12:00:01Z');
    const run = await rerate();
    // 12 × 5 + 196 × 60 a million are 0.01182, 12 × 5 + 129 × 60 are 0.0078; the flat price is what it was.
    const sums = { was: money('0.01881'), would: money('0.03444'), difference: money('0.01563') };
    expect(run).toMatchObject({ proposed: 3, written: 0, sums: [{ generations: 4, changed: 3, ...sums, unpriced: 0, doubts: 1 }] });
    expect(await costInLedger()).toBe('0.01881');
    const written = await approve(run.id);
    const item = (was: string, becomes: string) => ({ state: 'WRITTEN', was: money(was), becomes: money(becomes) });
    const items = [item('0.00594', '0.01182'), item('0.00594', '0.01182'), item('0.00393', '0.0078')];
    expect(written).toMatchObject({ state: 'WRITTEN', proposed: 3, written: 3, approvedBy: 'this machine' });
    const { edges } = (typeof written === 'string' ? {} : written['items']) as { edges: readonly { node: object }[] };
    expect(edges.map(({ node }) => node)).toEqual(expect.arrayContaining(items));
    expect(await costInLedger()).toBe('0.03444');
  });

  it('leaves what was promised to the caller, and says in the chain what it rests on', async () => {
    const fields =
      'charge { total { amount } corrections { number } } cost { total { amount } corrections { reason difference { amount } } }';
    const { generation } = await asked<{ generation: unknown }>(admin, `{ generation(id: "${first.id}") { ${fields} } }`);
    const corrections = [{ reason: 'PRICE_AMENDED', difference: money('0.00588') }];
    expect(generation).toEqual({ charge: { total: money('0.00594'), corrections: [] }, cost: { total: money('0.01182'), corrections } });
  });

  it('run again proposes nothing, and of two runs that propose the same the second is overtaken', async () => {
    expect(await rerate()).toMatchObject({ proposed: 0 });
    await correctPrice('30.00', '2026-11-20T12:00:02Z');
    const [one, other] = [await rerate(), await rerate()];
    expect([one.proposed, other.proposed]).toEqual([3, 3]);
    expect(await approve(one.id)).toMatchObject({ written: 3 });
    expect(await costInLedger()).toBe('0.01881');
    const late = await approve(other.id);
    expect(typeof late !== 'string' && JSON.stringify(late['items']).match(/OVERTAKEN/g)).toHaveLength(3);
    expect(await costInLedger()).toBe('0.01881');
  });

  it('leaves what an accepted statement has an item about, before it proposes and before it writes', async () => {
    await correctPrice('30.50', '2026-11-20T12:00:03Z');
    const begun = await rerate();
    expect(begun).toMatchObject({ proposed: 3 });
    const item = await acceptedItem(database, first.id);
    expect(await rerate()).toMatchObject({ proposed: 2 });
    const late = await approve(begun.id);
    expect(typeof late !== 'string' && JSON.stringify(late['items']).match(/OVERTAKEN/g)).toHaveLength(1);
    // 196 × 30.5 and 129 × 30.5 a million with 12 × 5 each are 0.006038 and 0.0039945; the first stays 0.00594, the flat price 0.003.
    expect(await costInLedger()).toBe('0.0189725');
    await item.remove();
  });

  it('is approved by another person where any workspace asks for two, and never once it is discarded', async () => {
    await correctPrice('31.00', '2026-11-20T12:00:04Z');
    const run = await rerate();
    await asked(admin, 'mutation { createWorkspace(name: "atelier") { __typename } }');
    await asked(speakingFor(admin, 'atelier'), 'mutation { setTwoPeoplePublish(required: true) }');
    expect(await approve(run.id)).toBe('OWN_RUN');
    const key = 'mutation { createApiKey(input: { name: "Finance", roles: [FINANCE] }) { ... on CreatedApiKey { secret } } }';
    const { createApiKey } = await asked<{ createApiKey: { secret: string } }>(admin, key);
    const discarded = await rerate();
    await asked(admin, `mutation { discardRerating(id: "${discarded.id}") { __typename } }`);
    expect(await approve(discarded.id)).toBe('RUN_CLOSED');
    expect(await approve(run.id, withKey(world, createApiKey.secret))).toMatchObject({ written: 3, approvedBy: 'Finance' });
    // 196 × 31 and 129 × 31 a million, with 12 × 5 each: 0.006136 twice, 0.004059, and 0.003.
    expect(await costInLedger()).toBe('0.019331');
  });
});
