/** One key of a provider serves two workspaces: the first to use it owns the account, and what the other makes is owed through its books. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, speakingFor, type Asker } from '../../../../test/world/askers.ts';
import { generateDocument, type Generated } from '../../../../test/world/generation-document.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
let lender: Asker;
let user: Asker;

beforeAll(async () => {
  world = await startWorld();
  lender = anonymous(world);
  await asked(lender, 'mutation { createWorkspace(name: "atelier") { __typename } }');
  user = speakingFor(lender, 'atelier');
});
afterAll(async () => {
  await world.close();
});

/** 12 text tokens at 5 a million, 129 image tokens at 30 a million: 0.00006 + 0.00387 = 0.00393. */
const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '976x704', quality: 'low' };

async function generate(asker: Asker, requestKey: string): Promise<Generated> {
  const input = { requestKey, request, providers: ['openai'] };
  return (await asked<{ generate: Generated }>(asker, generateDocument, { input })).generate;
}

async function balances(asker: Asker): Promise<Readonly<Record<string, string>>> {
  const document = '{ accountBalances { account balance { amount } } }';
  const { accountBalances } = await asked<{ accountBalances: { account: string; balance: { amount: string } }[] }>(asker, document);
  return Object.fromEntries(
    accountBalances.filter(({ balance }) => balance.amount !== '0').map((row) => [row.account, row.balance.amount]),
  );
}

describe('A provider account that is lent', () => {
  it('is owed by its owner alone: what its user makes is payable to the owner, and receivable there', async () => {
    await generate(lender, 'of the owner');
    await generate(user, 'of the user');
    expect(await balances(lender)).toEqual({ generation_cost: '0.00393', provider_accrued: '-0.00786', lender_receivable: '0.00393' });
    expect(await balances(user)).toEqual({ generation_cost: '0.00393', lender_payable: '-0.00393' });
  });

  it('carries an estimate as one until it is known, in both books', async () => {
    await fetch(`${world.sandboxUrl}/control`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ misbehaviour: 'usage-missing' }),
    });
    const { attempts } = await generate(user, 'estimated');
    expect(await balances(lender)).toMatchObject({ provider_accrued_estimate: '-0.00393', lender_receivable: '0.00786' });
    expect(await balances(user)).toEqual({ generation_cost: '0.00786', lender_payable: '-0.00786' });
    const line = {
      clientRequestId: attempts[0]?.clientRequestId,
      servedAt: '2026-11-20T12:00:00Z',
      amount: { amount: '0.00396', currency: 'USD' },
      usage: [
        { meter: 'text_input', quantity: '12' },
        { meter: 'image_output', quantity: '130' },
      ],
    };
    const input = { provider: 'openai', book: 'SIMULATED', from: '2026-11-20T00:00:00Z', until: '2026-11-21T00:00:00Z', lines: [line] };
    const document = 'mutation ($input: StatementInput!) { resolveDoubts(input: $input) { __typename ... on Refusal { message } } }';
    expect(await asked(user, document, { input })).toEqual({ resolveDoubts: { __typename: 'DoubtResolution' } });
    expect(await balances(lender)).toEqual({ generation_cost: '0.00393', provider_accrued: '-0.01182', lender_receivable: '0.00789' });
    expect(await balances(user)).toEqual({ generation_cost: '0.00789', lender_payable: '-0.00789' });
  });
});
