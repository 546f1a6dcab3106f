/** Prepaid credit from the receipt to the ledger: recorded, approved, used by what was generated, expired. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, withKey, type Asker } from '../../../../test/world/askers.ts';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
let ada: Asker;
let ben: Asker;
let accountId: string;

const keyOf = async (name: string) => {
  const create = `mutation ($name: String!) { made: createApiKey(input: { name: $name, roles: [FINANCE] }) { ... on CreatedApiKey { secret } } }`;
  return withKey(world, (await asked<{ made: { secret: string } }>(anonymous(world), create, { name })).made.secret);
};
/** One image of gpt-image-2 at openai: 0.00594 USD. */
const generate = async (requestKey: string) => {
  const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low' };
  await world.ask(generateDocument, { input: { requestKey, request, providers: ['openai'] } });
};

beforeAll(async () => {
  world = await startWorld();
  [ada, ben] = [await keyOf('Ada'), await keyOf('Ben')];
  await generate('before there was credit');
  const { providerAccounts } = await asked<{ providerAccounts: readonly { id: string }[] }>(ada, '{ providerAccounts { id } }');
  accountId = providerAccounts[0]?.id ?? '';
});
afterAll(() => world.close());

interface Lot {
  readonly id: string;
  readonly state: string;
  readonly code?: string;
}
const fields = '... on PrepaidLot { id state left { amount currency } } ... on Refusal { code path }';
const usd = (amount: string) => ({ amount, currency: 'USD' });
const record = async (input: object, by = ada) => {
  const document = `mutation ($input: PrepaidLotInput!) { done: recordPrepaidLot(input: $input) { ${fields} } }`;
  const whole = { providerAccountId: accountId, kind: 'PAID', openedAt: '2026-11-20T00:00:00Z', reference: 'Receipt 1', ...input };
  return (await asked<{ done: Lot }>(by, document, { input: whole })).done;
};
const approve = async (by: Asker, id: string) =>
  (await asked<{ done: Lot }>(by, `mutation ($id: ID!) { done: approvePrepaidLot(id: $id) { ${fields} } }`, { id })).done;
const settle = async () => {
  const document = `mutation ($id: ID!) { done: settlePrepaid(providerAccountId: $id) { ... on PrepaidLots { lots { kind left { amount currency } hasExpired } } ... on Refusal { code } } }`;
  return (
    await asked<{ done: { lots?: readonly { kind: string; left: { amount: string } }[]; code?: string } }>(ada, document, { id: accountId })
  ).done;
};
/** What the accounts hold that are not at zero. */
async function balances(): Promise<Readonly<Record<string, string>>> {
  interface Balance {
    readonly account: string;
    readonly balance: { readonly amount: string; readonly currency: string };
  }
  const { accountBalances } = await asked<{ accountBalances: readonly Balance[] }>(
    ada,
    '{ accountBalances { account balance { amount currency } } }',
  );
  const standing = accountBalances.filter(({ balance }) => balance.amount !== '0');
  return Object.fromEntries(standing.map(({ account, balance: { amount, currency } }) => [`${account} ${currency}`, amount]));
}

describe('Prepaid credit', () => {
  it('is recorded once it is there, by what is true of it, and nothing is taken from an account without any', async () => {
    expect(await settle()).toEqual({ code: 'PREPAID_LOT_NOT_FOUND' });
    const invalid = async (change: object) => ({ ...(await record({ quantity: usd('100'), ...change })) });
    expect(await invalid({ quantity: usd('0') })).toEqual({ code: 'INVALID_PREPAID_LOT', path: ['input', 'quantity'] });
    expect(await invalid({ kind: 'VIRTUAL' })).toMatchObject({ path: ['input', 'price'] });
    expect(await invalid({ kind: 'GRANTED', fee: '1' })).toMatchObject({ path: ['input', 'fee'] });
    expect(await invalid({ openedAt: '2026-11-21T00:00:00Z' })).toMatchObject({ path: ['input', 'openedAt'] });
    expect(await invalid({ expiresAt: '2026-11-20T00:00:00Z' })).toMatchObject({ path: ['input', 'expiresAt'] });
    expect(await invalid({ reference: ' ' })).toMatchObject({ path: ['input', 'reference'] });
    expect(await invalid({ providerAccountId: 'nowhere' })).toMatchObject({ path: ['input', 'providerAccountId'] });
  });

  it('above what one person may record is posted once another has approved it, whichever key they use', async () => {
    await asked(anonymous(world), 'mutation { setPrepaidTwoPeopleAbove(amount: "50") }');
    const { id, ...proposed } = await record({ quantity: usd('100'), fee: '5', expiresAt: '2026-12-01T00:00:00Z' });
    expect(proposed).toEqual({ state: 'PROPOSED', left: usd('0') });
    expect(await balances()).toEqual({ 'generation_cost USD': '0.00594', 'provider_accrued USD': '-0.00594' });
    expect(await approve(ada, id)).toMatchObject({ code: 'OWN_PREPAID_LOT' });
    const past = `UPDATE prepaid_lot SET state = 'recorded', decided_by = author, decided_by_name = 'Ada', decided_at = now() WHERE id = '${id}'`;
    await expect(world.sql(past)).rejects.toThrow('another than its author approves');
    expect(await approve(ben, id)).toMatchObject({ state: 'RECORDED', left: usd('100') });
    expect(await approve(ben, id)).toMatchObject({ code: 'PREPAID_LOT_CLOSED' });
    const paid = { 'provider_prepaid USD': '100', 'top_up_fee USD': '5', 'cash_clearing USD': '-105' };
    expect(await balances()).toEqual({ 'generation_cost USD': '0.00594', 'provider_accrued USD': '-0.00594', ...paid });
  });

  it('pays for what was settled, once, and a grant that expires earlier goes before it', async () => {
    const taken = {
      'cash_clearing USD': '-105',
      'generation_cost USD': '0.00594',
      'provider_prepaid USD': '99.99406',
      'top_up_fee USD': '5',
    };
    expect(await settle()).toEqual({ lots: [{ kind: 'PAID', left: usd('99.99406'), hasExpired: false }] });
    const atOnce = await Promise.all([settle(), settle()]);
    expect(atOnce).toMatchObject([{ lots: [{ left: usd('99.99406') }] }, { lots: [{ left: usd('99.99406') }] }]);
    expect(await balances()).toEqual(taken);
    await record({ kind: 'GRANTED', quantity: usd('0.01'), expiresAt: '2026-11-25T00:00:00Z' });
    await generate('with a grant');
    expect(await settle()).toMatchObject({ lots: [{ kind: 'GRANTED', left: usd('0.00406') }, { left: usd('99.99406') }] });
    const granted = { 'provider_granted USD': '0.00406', 'granted_deferred USD': '-0.00406', 'granted_used USD': '-0.00594' };
    expect(await balances()).toEqual({ ...taken, 'generation_cost USD': '0.01188', ...granted });
  });

  it('is shown by lots and ledger beside what its provider states, each lot with its steps', async () => {
    await statePrepaid('99.99');
    const figures = 'provider left { amount } held { amount } owed { amount } stated { amount } statedAt recordedThen { amount }';
    const asItIs = { left: { amount: '99.99812' }, held: { amount: '99.99812' }, owed: { amount: '0' } };
    const then = { stated: { amount: '99.99' }, statedAt: '2026-11-21T00:00:00Z', recordedThen: { amount: '99.99812' } };
    expect(await asked(ada, `{ prepaidBalances(book: SIMULATED) { ${figures} } }`)).toEqual({
      prepaidBalances: [{ provider: 'openai', ...asItIs, ...then }],
    });
    const steps = '{ prepaidLots(book: SIMULATED) { movements { number event taken { amount } left { amount } } } }';
    const opened = { number: 1, event: 'OPENED', taken: { amount: '0' } };
    const { prepaidLots } = await asked<{ prepaidLots: readonly object[] }>(ada, steps);
    expect(prepaidLots[0]).toEqual({
      movements: [
        { number: 2, event: 'USED', taken: { amount: '0.00594' }, left: { amount: '0.00406' } },
        { ...opened, left: { amount: '0.01' } },
      ],
    });
  });

  it('that expires pays for what was used before, and the rest of it is lost', async () => {
    await generate('on the last days of the grant');
    world.setNow('2026-12-02T00:00:00Z');
    const softClose = `mutation { softClosePeriod(input: { book: SIMULATED, month: "2026-11", reason: "It is over." }) { ... on AccountingPeriod { state } } }`;
    await asked(ada, softClose);
    const { cutOff } = await asked<{ cutOff: { before: readonly { accountingDate: string }[] } }>(
      ada,
      '{ cutOff(month: "2026-11", book: SIMULATED) { before { accountingDate } } }',
    );
    expect(cutOff.before).toHaveLength(3);
    const { closeChecklist } = await asked<{ closeChecklist: { conditions: readonly { key: string; proofs: object[] }[] } }>(
      ada,
      '{ closeChecklist(month: "2026-11", book: SIMULATED) { conditions { key proofs { left { value } right { value } difference } } } }',
    );
    expect(closeChecklist.conditions.filter(({ key }) => key.startsWith('prepaid'))).toEqual([
      // Of 100 the second image of the grant took 0.00188 on the last instant of November: it is lost only in December.
      { key: 'prepaid', proofs: [{ left: { value: '99.99218' }, right: { value: '99.99218' }, difference: '0' }] },
      { key: 'prepaid-taken', proofs: [] },
    ]);
    expect(await settle()).toEqual({
      lots: [
        { kind: 'GRANTED', left: usd('0'), hasExpired: false },
        { kind: 'PAID', left: usd('0'), hasExpired: true },
      ],
    });
    const gone = { 'cash_clearing USD': '-105', 'top_up_fee USD': '5', 'granted_used USD': '-0.01' };
    expect(await balances()).toEqual({ ...gone, 'generation_cost USD': '0.01782', 'expired_credit USD': '99.99218' });
  });

  it('in credits of the provider costs its share of what was paid for them, and all of it when they are gone', async () => {
    const before = await balances();
    await record({ kind: 'VIRTUAL', quantity: { amount: '3', currency: 'POINT' }, price: usd('1'), expiresAt: '2027-01-01T00:00:00Z' });
    const bought = {
      'cash_clearing USD': '-106',
      'currency_trading USD': '1',
      'provider_prepaid POINT': '3',
      'currency_trading POINT': '-3',
    };
    expect(await balances()).toEqual({ ...before, ...bought });
    await useCredits('1');
    await settle();
    const first = { 'generation_cost USD': '0.351153333333', 'currency_trading USD': '0.666666666667' };
    expect(await balances()).toEqual({ ...before, ...bought, ...first, 'provider_prepaid POINT': '2', 'currency_trading POINT': '-2' });
    await useCredits('1');
    await settle();
    world.setNow('2027-01-02T00:00:00Z');
    expect(await settle()).toMatchObject({ lots: [{}, {}, { kind: 'VIRTUAL', left: { amount: '0' }, hasExpired: true }] });
    expect(await balances()).toEqual({
      ...before,
      'cash_clearing USD': '-106',
      'generation_cost USD': '0.684486666667',
      'expired_credit USD': '100.325513333333',
    });
  });

  it('in the ledger is what the lots hold: neither is written without the other', async () => {
    const [tx, zero] = ['SELECT * FROM ledger_tx LIMIT 1', '00000000-0000-4000-8000-000000000000'];
    const entry = (position: number, account: string, amount: string) =>
      `INSERT INTO ledger_entry (workspace_id, tx_id, position, account, currency, amount) SELECT id, '${zero}', ${position}, '${account}', 'USD', ${amount} FROM workspace WHERE name = 'default'`;
    const posted = `INSERT INTO ledger_tx SELECT r.* FROM (${tx}) AS t, jsonb_populate_record(NULL::ledger_tx, to_jsonb(t) || '{"id": "${zero}", "attempt_id": null, "event": "by hand", "reason": "By hand."}') AS r`;
    const byHand = [posted, entry(0, 'provider_prepaid', '1'), entry(1, 'cash_clearing', '-1')].join(';');
    await expect(world.sql(byHand)).rejects.toThrow('Prepaid credit is what its lots hold: provider_prepaid holds 1');
    const leap = `INSERT INTO prepaid_movement SELECT workspace_id, lot_id, number + 1, 'used', used_after, used_after, 0, tx_id, moved_at FROM prepaid_movement WHERE event = 'expired'`;
    await expect(world.sql(leap)).rejects.toThrow('does not follow');
  });
});

/** What the provider says is left at the end of 20 November, as reading its file leaves it. */
async function statePrepaid(balance: string): Promise<void> {
  await world.sql(`
    WITH made AS (
      INSERT INTO statement_import (workspace_id, id, provider_account_id, kind, series, origin, state, file_name, file_sha256, file_bytes, reading, received_by,
        received_by_name, received_at, period, version, current_at, kept_until)
      SELECT workspace_id, gen_random_uuid(), id, 'csv', 'prepaid', 'upload', 'current', 'credit.csv', repeat('a', 64), 1, '{}', 'name:Ada', 'Ada', '2026-11-20',
        '[2026-11-20,2026-11-21)', 1, '2026-11-20', '2036-12-31' FROM provider_account RETURNING *)
    INSERT INTO statement_line (workspace_id, import_id, ordinal, provider_account_id, series, version, file_line, file_column, bucket_start, bucket_end, project, api_key,
      line_item, currency, occurrence, amount_text, amount, residue, balance_text, balance)
    SELECT workspace_id, id, 1, provider_account_id, 'prepaid', 1, 1, 1, '2026-11-20', '2026-11-21', '', '', 'Credit', 'USD', 1, '0', 0, 0, '${balance}', ${balance} FROM made`);
}

/** A charge in credits of the provider, as its settlement posts one. */
async function useCredits(credits: string): Promise<void> {
  await world.sql(`
    SELECT post_transaction(to_jsonb(t) || made, jsonb_build_array(
      jsonb_build_object('workspace_id', t.workspace_id, 'tx_id', made ->> 'id', 'position', 0, 'account', 'generation_cost', 'currency', 'POINT', 'amount', ${credits}),
      jsonb_build_object('workspace_id', t.workspace_id, 'tx_id', made ->> 'id', 'position', 1, 'account', 'provider_accrued', 'currency', 'POINT', 'amount', -${credits})))
    FROM (SELECT * FROM ledger_tx WHERE event = 'settled' LIMIT 1) AS t,
      (SELECT jsonb_build_object('id', gen_random_uuid(), 'attempt_id', null, 'generation_id', null, 'event', 'in credits', 'service_at', '2026-12-02T00:00:00Z') AS made) AS m`);
}
