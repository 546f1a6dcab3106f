/** The standing test: ledger totals, roll-ups, exports, journal and reconciliation agree to the last digit, on a month that was reconciled, accepted, closed and corrected since. */
import { parse } from 'csv-parse/sync';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked } from '../../../../test/world/askers.ts';
import { groups, pico, sum, type Row } from '../../../../test/world/exact-rows.ts';
import { hardClosed } from '../../../../test/world/closed-month.ts';
import { focusProblems } from '../../../../test/world/focus-rules.ts';
import { loadOctober } from '../../../../test/world/october.ts';
import { reconciled } from '../../../../test/world/reconciliations.ts';
import { defaultWorkspace } from '../../../../test/world/sample-generation.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
let database: Client;
/** All months as FOCUS charges. */
let charges: readonly Row[];
let run: {
  readonly id: string;
  readonly bridge: readonly { readonly recorded: { amount: string }; readonly stated: { amount: string } }[];
};

/** October is reconciled, accepted, resolved and closed; then one of its charges is corrected, taxed credit is bought elsewhere and a part of it is free. */
beforeAll(async () => {
  world = await startWorld();
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  const account = await loadOctober(database);
  await database.query('SELECT unfold_rollups()');
  const about = `providerAccountId: "${account}", from: "2026-10-01T00:00:00Z", until: "2026-11-01T00:00:00Z"`;
  const fields = 'id state bridge { recorded { amount } stated { amount } }';
  run = await reconciled(anonymous(world), `startReconciliation(input: { ${about} })`, fields);
  await done(`acceptStatement(id: "${run.id}") { ... on Reconciliation { state } ... on Refusal { message } }`);
  await database.query('UPDATE reconciliation_run SET approval_above = 1000');
  const { rows } = await database.query<{ corrected: number[]; accepted: number[] }>(`
    SELECT array_agg(number) FILTER (WHERE part IN ('unknown-outcome', 'unstated')) AS corrected,
      array_agg(number) FILTER (WHERE part NOT IN ('unknown-outcome', 'unstated')) AS accepted FROM reconciliation_item WHERE state = 'open'`);
  await resolved('CORRECT', rows[0]?.corrected ?? []);
  await resolved('ACCEPT', rows[0]?.accepted ?? []);
  await database.query('SET session_replication_role = replica');
  for (const statement of hardClosed('2026-10-01', 'real')) await database.query(statement);
  await database.query('SET session_replication_role = DEFAULT');
  await correctedSince(account);
  const input = `reconciliationId: "${run.id}", amount: "40", currency: "USD", invoiced: { amount: "36.8", currency: "EUR" }, rate: "0.92", rateSource: "Invoice 7",
    happenedAt: "2026-11-05T00:00:00Z", reference: "Invoice 7"`;
  const invoiced = await done(
    `recordCurrencyInvoice(input: { ${input} }) { ... on CurrencyInvoice { rate rateSource } ... on Refusal { message } }`,
  );
  expect(invoiced).toEqual({ recordCurrencyInvoice: { rate: '0.92', rateSource: 'Invoice 7' } });
  world.setNow('2026-11-20T13:00:00Z');
  charges = await exported(`${span}&content=focus`);
});
afterAll(async () => {
  await database.end();
  await world.close();
});

const done = (mutation: string) => asked<Record<string, object>>(anonymous(world), `mutation { ${mutation} }`);

async function resolved(decision: string, items: readonly number[]): Promise<void> {
  const input = `{ reconciliationId: "${run.id}", items: [${items.join(', ')}], decision: ${decision}, cause: "as named", reason: "Looked at." }`;
  const answer = await done(`resolveItems(input: ${input}) { ... on ItemResolution { state } ... on Refusal { message } }`);
  expect(answer).toEqual({ resolveItems: { state: 'DONE' } });
}

async function correctedSince(account: string): Promise<void> {
  const { rows } = await database.query<{ id: string; piapi: string }>(
    `SELECT t.id, provider_account_of($1, 'piapi', 'real', gen_random_uuid(), '2026-09-01') AS piapi
     FROM ledger_tx AS t WHERE event = 'settled' AND accounting_date = '2026-10-10' ORDER BY id LIMIT 1`,
    [defaultWorkspace],
  );
  const { id = '', piapi = '' } = rows[0] ?? {};
  await post(account, 'correction-1', '2026-10-10T12:00:00Z', { generation_cost: '0.01', provider_accrued: '-0.01' }, id);
  const lot = `providerAccountId: "${piapi}", kind: PAID, quantity: { amount: "40", currency: "USD" }, fee: "5", openedAt: "2026-11-02T12:00:00.5Z", reference: "Receipt 1"`;
  const answer = await done(`recordPrepaidLot(input: { ${lot} }) { ... on PrepaidLot { state } ... on Refusal { message } }`);
  expect(answer).toEqual({ recordPrepaidLot: { state: 'RECORDED' } });
  await post(piapi, 'settled', '2026-11-03T12:00:00Z', { generation_cost: '0.05', provider_accrued: '-0.05' });
  await post(piapi, 'taxed', '2026-11-03T12:00:00Z', { input_tax: '20', cash_clearing: '-20' });
  await post(piapi, 'prepaid-used', '2026-11-03T12:00:00Z', { granted_used: '-3', granted_deferred: '3' });
}

async function post(
  account: string,
  event: string,
  serviceAt: string,
  amounts: Readonly<Record<string, string>>,
  corrects?: string,
): Promise<void> {
  const made = await database.query<{ id: string }>('SELECT gen_random_uuid() AS id');
  const of = {
    workspace_id: defaultWorkspace,
    id: made.rows[0]?.id,
    book: 'real',
    provider_account_id: account,
    event,
    engine_version: 'test',
  };
  const entries = Object.entries(amounts).map(([name, amount], position) => ({
    workspace_id: defaultWorkspace,
    tx_id: of.id,
    position,
    account: name,
    currency: 'USD',
    amount,
  }));
  const posting = { ...of, service_at: serviceAt, recorded_at: '2026-11-20T12:30:00Z', corrects: corrects ?? null };
  await database.query('SELECT post_transaction($1, $2)', [JSON.stringify(posting), JSON.stringify(entries)]);
}

const usd = (amount: string) => ({ amount, currency: 'USD' });
const span = 'from=2026-09-01&until=2026-12-01';
async function exported(query: string): Promise<readonly Row[]> {
  const response = await fetch(`${world.address}/exports?${query}`);
  return parse<Row>(await response.text(), { columns: true });
}

/** Sums by account, of accounts that have any. */
const byAccount = (rows: readonly Row[], account: string, amount: string) =>
  Object.fromEntries([...groups(rows, account)].map(([name, of]) => [name, sum(of, amount)]).filter(([, total]) => total !== 0n));

async function asRows(statement: string, ...values: unknown[]): Promise<readonly Row[]> {
  return (await database.query<Record<string, string>>(statement, values)).rows;
}

/** What an account holds by the ledger's own entries, by month. */
const ledger = (months: string) =>
  asRows(`SELECT e.account, trim_scale(sum(e.amount))::text AS amount FROM ledger_tx AS t JOIN ledger_entry AS e ON e.tx_id = t.id
    WHERE t.book = 'real' AND to_char(t.accounting_date, 'YYYY-MM') ${months} AND e.account IN (SELECT name FROM ledger_account WHERE code IN (5100, 5110, 5120, 5200, 5210)) GROUP BY 1`);

describe('To the last digit', () => {
  it('ledger, roll-ups, exports and margin have the same cost, account by account', async () => {
    const totals = byAccount(await ledger("<> ''"), 'account', 'amount');
    const { spend, margin } = await asked<
      Record<
        'spend' | 'margin',
        { edges: { node: { keys: { label: string }[]; amount?: { amount: string }; cost?: { amount: string } } }[] }
      >
    >(
      anonymous(world),
      `{ spend(by: [ACCOUNT], from: "2026-09-01", until: "2026-12-01") { edges { node { keys { label } amount { amount } } } }
         margin(by: [ACCOUNT], from: "2026-09-01", until: "2026-12-01") { edges { node { keys { label } cost { amount } } } } }`,
    );
    const shown = ({ edges }: typeof spend) =>
      edges.map(({ node: { keys, amount, cost } }) => ({ account: keys[0]?.label ?? '', amount: (amount ?? cost)?.amount ?? '' }));
    const focus = charges.filter(({ x_Account = '' }) => x_Account in totals);
    expect(Object.keys(totals)).toEqual(
      expect.arrayContaining(['cost_adjustment', 'generation_cost', 'undelivered_cost', 'unrecorded_cost']),
    );
    expect(byAccount(shown(spend), 'account', 'amount')).toEqual(totals);
    expect(byAccount(shown(margin), 'account', 'amount')).toEqual(totals);
    expect(byAccount(await exported(`${span}&content=lines`), 'account', 'amount')).toEqual(totals);
    expect(byAccount(focus, 'x_Account', 'EffectiveCost')).toEqual(totals);
  });

  it('the journal of the closed months has their lines and no others, and the trial balance what it comes to', async () => {
    const journal = await asRows(
      `SELECT e.account, trim_scale(e.amount)::text AS amount FROM journal_number AS n JOIN ledger_entry AS e ON e.tx_id = n.tx_id`,
    );
    const totals = byAccount(await ledger("<= '2026-10'"), 'account', 'amount');
    const lines = await exported('from=2026-09-01&until=2026-11-01&content=lines');
    const ofCost = journal.filter(({ account = '' }) => account in totals);
    expect([byAccount(ofCost, 'account', 'amount'), ofCost.length]).toEqual([totals, lines.length]);
    expect(byAccount(lines, 'account', 'amount')).toEqual(totals);
    const { closeChecklist } = await asked<{ closeChecklist: { trialBalance: { account: string; closing: { amount: string } }[] } }>(
      anonymous(world),
      '{ closeChecklist(month: "2026-10", book: REAL) { trialBalance { account closing { amount } } } }',
    );
    const balance = closeChecklist.trialBalance.map(({ account, closing }) => ({ account, amount: closing.amount }));
    expect(byAccount(balance, 'account', 'amount')).toEqual(byAccount(journal, 'account', 'amount'));
    expect(sum(balance)).toBe(0n);
  });

  it('what was invoiced in another currency is payable in that one, and the proof of what is payable holds', async () => {
    const { reconciliation, closeChecklist } = await asked<{ reconciliation: object; closeChecklist: { conditions: object[] } }>(
      anonymous(world),
      `{ reconciliation(id: "${run.id}") { payable { left { amount currency } } } closeChecklist(month: "2026-11", book: REAL) { conditions { sentence holds } } }`,
    );
    const left = [usd('400.400840000001'), { amount: '36.8', currency: 'EUR' }];
    expect(reconciliation).toEqual({ payable: left.map((each) => ({ left: each })) });
    const proofs = closeChecklist.conditions.filter((condition) => /payable|trial balance/i.test(JSON.stringify(condition)));
    expect(proofs).toMatchObject([{ holds: true }, { holds: true }]);
  });

  it('the reconciliation holds its statement against what the ledger exports of the month as it was known then', async () => {
    const [known] = await asRows(
      `SELECT to_char(known_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at FROM reconciliation_run WHERE id = $1`,
      run.id,
    );
    const lines = await exported(`from=2026-10-01&until=2026-11-01&content=lines&knownAt=${known?.['at']}`);
    expect(sum(lines)).toBe(pico(run.bridge[0]?.recorded.amount ?? ''));
  });

  it('the charges of an invoice are billed at what is payable', async () => {
    const billed = groups(
      charges.filter(({ InvoiceId }) => InvoiceId !== ''),
      'InvoiceId',
    );
    const { stated } = run.bridge[0] ?? {};
    expect([...billed].map(([invoice, rows]) => [invoice, sum(rows, 'BilledCost')])).toEqual([[run.id, pico(stated?.amount ?? '')]]);
    const manifest = await (await fetch(`${world.address}/exports/manifest?${span}&content=focus`)).json();
    expect(manifest).toMatchObject({ invoices: [{ invoiceId: run.id, currency: 'USD', payable: '440.400840000001' }] });
    expect(
      sum(
        [...billed.values()].flat().filter(({ x_Account }) => x_Account === 'statement_suspense'),
        'BilledCost',
      ),
    ).toBe(0n);
  });
});

describe('FOCUS 1.2', () => {
  it('is kept by every kind of row, and each rule catches a row that breaks it', async () => {
    expect(focusProblems(charges)).toEqual([]);
    expect(new Set(charges.map(({ ChargeCategory, ChargeClass }) => `${ChargeCategory} ${ChargeClass}`))).toEqual(
      new Set(['Usage ', 'Purchase ', 'Tax ', 'Credit ', 'Adjustment ', 'Adjustment Correction']),
    );
    const purchase = charges.find(({ ChargeCategory, x_Account }) => ChargeCategory === 'Purchase' && x_Account === 'provider_prepaid');
    expect(purchase).toMatchObject({
      BilledCost: '40',
      EffectiveCost: '0',
      ChargePeriodStart: '2026-11-02T12:00:00Z',
      SkuPriceId: 'piapi/prepaid_credit',
    });
    const used = charges.find(({ x_Event, InvoiceIssuerName }) => x_Event === 'settled' && InvoiceIssuerName === 'piapi');
    expect(used).toMatchObject({ BilledCost: '0', EffectiveCost: '0.05' });
    const usage = charges.find(({ ChargeCategory }) => ChargeCategory === 'Usage') ?? {};
    expect(usage).toMatchObject({ SkuPriceDetails: expect.stringContaining('"x_Meter":"') });
    const broken: readonly (readonly [Row, string])[] = [
      [{ ListCost: '7' }, 'ListUnitPrice × PricingQuantity = ListCost'],
      [{ ContractedUnitPrice: '' }, 'ContractedUnitPrice breaks its rule'],
      [{ BillingCurrency: 'usd' }, 'BillingCurrency breaks its rule'],
      [{ ChargeClass: 'Maybe' }, 'ChargeClass breaks its rule'],
      [{ ConsumedQuantity: '' }, 'ConsumedQuantity breaks its rule'],
      [{ ChargePeriodStart: '2026-10-01T00:00:00.5Z' }, 'ChargePeriodStart breaks its rule'],
      [{ BillingPeriodEnd: '2027-11-01T00:00:00Z' }, 'a billing period is a month'],
      [{ ServiceCategory: 'Pictures' }, 'ServiceCategory breaks its rule'],
      [{ SkuPriceDetails: '{"meter":"image"}' }, 'SkuPriceDetails breaks its rule'],
      [{ BillingAccountName: 'x', Extra: 'x' }, 'Extra is of no specification'],
    ];
    for (const [change, problem] of broken) expect(focusProblems([{ ...usage, ...change }])).toContain(problem);
    const { InvoiceId: _left, ...without } = usage;
    expect(focusProblems([without])).toContain('InvoiceId is missing');
  });

  it('holds the cost and the sell price, real and simulated money, in files of their own', async () => {
    expect(await exported(`${span}&content=focus&measure=revenue`)).toEqual([]);
    expect(await exported(`${span}&content=focus&book=simulated`)).toEqual([]);
  });
});
