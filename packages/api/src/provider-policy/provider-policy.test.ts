import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, keyOf, type Asker } from '../../../../test/world/askers.ts';
import { loadOctober } from '../../../../test/world/october.ts';
import { reconciled } from '../../../../test/world/reconciliations.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
let database: Client;
let finance: Asker;
let account: string;
beforeAll(async () => {
  world = await startWorld();
  finance = anonymous(world);
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  account = await loadOctober(database);
});
afterAll(async () => {
  await database.end();
  await world.close();
});

const fields = '... on ProviderPolicy { id state } ... on Refusal { code path }';
interface Answer {
  readonly id?: string;
  readonly state?: string;
  readonly code?: string;
  readonly path?: readonly string[];
}

async function propose(change: Readonly<Record<string, string>>): Promise<Answer> {
  const usual = {
    validFrom: '"2026-10-01"',
    approvalAbove: '"50"',
    lagHours: '96',
    windowMinutes: '15',
    dayBy: 'END',
    doubtDays: '20',
    reason: '"Their terms."',
  };
  const given = Object.entries({ ...usual, ...change });
  const input = `{ providerAccountId: "${account}", ${given.map((field) => field.join(': ')).join(', ')} }`;
  return (
    (await asked<Record<string, Answer>>(finance, `mutation { answer: proposeProviderPolicy(input: ${input}) { ${fields} } }`))['answer'] ??
    {}
  );
}

async function approve(by: Asker, id: string): Promise<Answer> {
  return (await asked<Record<string, Answer>>(by, `mutation { answer: approveProviderPolicy(id: "${id}") { ${fields} } }`))['answer'] ?? {};
}

const october = (): string =>
  `startReconciliation(input: { providerAccountId: "${account}", from: "2026-10-01T00:00:00Z", until: "2026-11-01T00:00:00Z" })`;

describe('a policy of a provider account', () => {
  it.each([
    ['approvalAbove', '"-1"'],
    ['rounding', '{ unit: "0", level: LINE, mode: UP }'],
    ['lagHours', '3000'],
    ['windowMinutes', '721'],
    ['doubtDays', '0'],
    ['reason', '" "'],
  ])('with %s of %s is refused beside the field', async (field, value) => {
    expect(await propose({ [field]: value })).toEqual({ code: 'INVALID_POLICY', path: ['input', field] });
  });

  it('counts once another has approved it; then runs are made under it, and their hash says so', async () => {
    const fieldsOfRun = 'state hash policyId approvalAbove failure';
    const before = await reconciled(finance, october(), fieldsOfRun);
    const { id = '', ...proposed } = await propose({ toleratedMost: '"0.01"' });
    expect(proposed).toEqual({ state: 'PROPOSED' });
    expect(await approve(finance, id)).toMatchObject({ code: 'OWN_POLICY' });
    expect(await approve(await keyOf(world, 'FINANCE'), id)).toEqual({ id, state: 'APPROVED' });
    const under = await reconciled(finance, october(), fieldsOfRun);
    expect([before, under]).toMatchObject([
      { policyId: null, approvalAbove: '100' },
      { policyId: id, approvalAbove: '50' },
    ]);
    expect(under['hash']).not.toBe(before['hash']);
    const { on, earlier } = await asked<Record<string, object>>(
      finance,
      `{ on: providerPolicy(providerAccountId: "${account}", day: "2026-10-05") { state lagHours toleratedMost approvedBy }
         earlier: providerPolicy(providerAccountId: "${account}", day: "2026-09-30") { state lagHours } }`,
    );
    expect(on).toMatchObject({ state: 'APPROVED', lagHours: 96, toleratedMost: '0.01' });
    expect(earlier).toEqual({ state: 'USUAL', lagHours: 72 });
  });
});
