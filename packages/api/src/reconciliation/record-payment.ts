import { accepted, formatDecimal, parseDecimal, refused, type Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { ledgerRows } from '../ledger/ledger-rows.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { storedJson } from '../platform/stored-json.ts';
import { lockRun } from './accept-statement.ts';
import { payableOf } from './payable-of.ts';
import { plainPostings } from './plain-postings.ts';
import type { StartingParts } from './start-reconciliation.ts';
import { stateStanding } from './state-standing.ts';

/** Money that went to a provider, or came back, as decimal text. */
export interface MoneyMoved {
  readonly amount: string;
  readonly currency: string;
  /** RFC 3339. */
  readonly happenedAt: string;
  /** What proves it. */
  readonly reference: string;
}

/** Records that an accepted statement was paid, as a whole or in part: provider_payable +p, cash_clearing −p. Its charges are paid once nothing is left. Answers with the id of the payment. */
export async function recordPayment(
  parts: StartingParts,
  caller: Caller,
  { reconciliationId, ...moved }: MoneyMoved & { readonly reconciliationId: string },
): Promise<Outcome<string>> {
  const wrong = problemOf(moved, parts.clock());
  if (wrong !== undefined) return wrong;
  return await withWorkspace(parts.database, caller.workspaceId, async (tx): Promise<Outcome<string>> => {
    const run = isId(reconciliationId) ? await lockRun(tx, reconciliationId) : undefined;
    if (run?.state !== 'accepted')
      return refused({
        code: 'run-not-found',
        message: 'No accepted statement of this workspace has that id.',
        path: ['reconciliationId'],
      });
    const { currency, pico } = moneyOf(moved);
    const left = (await payableOf(tx, run)).find((one) => one.currency === currency)?.left ?? 0n;
    if (pico > left) return invalid('amount', `Of that statement ${formatDecimal(left)} ${currency} is left to be paid.`);
    const { providerAccountId, book } = run;
    const booked = [
      { account: 'provider_payable', currency, pico },
      { account: 'cash_clearing', currency, pico: -pico },
    ];
    const about = { providerAccountId, book, generationId: null, attemptId: null, event: 'statement-paid' } as const;
    const id = await post(tx, { parts, caller, moved }, { ...about, booked, row: { run_id: run.id } });
    await stateStanding(tx, run, { since: parts.clock() });
    return accepted(id);
  });
}

/** Records that a provider gave back what it took for a charge: provider_payable +r, and the cost of the charge −r. At most what the charge is carried at. Answers with the id of the refund. */
export async function recordRefund(
  parts: StartingParts,
  caller: Caller,
  { generationId, ...moved }: MoneyMoved & { readonly generationId: string },
): Promise<Outcome<string>> {
  const wrong = problemOf(moved, parts.clock());
  if (wrong !== undefined) return wrong;
  return await withWorkspace(parts.database, caller.workspaceId, async (tx): Promise<Outcome<string>> => {
    const { currency, pico } = moneyOf(moved);
    const charge = isId(generationId) ? await carriedCharge(tx, generationId, currency) : undefined;
    if (charge === undefined)
      return refused({
        code: 'generation-not-found',
        message: 'No generation of this workspace with that id costs anything in that currency.',
        path: ['generationId'],
      });
    const carried = parseDecimal(charge.carried);
    if (!carried.ok || pico > carried.value)
      return invalid('amount', `The charge costs ${charge.carried} ${currency}: no more is given back.`);
    const booked = [
      { account: 'provider_payable', currency, pico },
      { account: charge.account, currency, pico: -pico },
    ];
    const { providerAccountId, book, attemptId } = charge;
    const about = { providerAccountId, book, generationId, attemptId, event: `refund-${charge.refunds + 1}` } as const;
    return accepted(await post(tx, { parts, caller, moved }, { ...about, booked, row: { charge_id: attemptId } }));
  });
}

interface CarriedCharge extends Record<string, unknown> {
  readonly attemptId: string;
  readonly providerAccountId: string;
  readonly book: 'real' | 'simulated';
  readonly account: string;
  readonly carried: string;
  readonly refunds: number;
}

async function carriedCharge(tx: Transaction, generationId: string, currency: string): Promise<CarriedCharge | undefined> {
  await tx.execute(sql`SELECT FROM generation WHERE id = ${generationId}::uuid FOR UPDATE`);
  const { rows } = await tx.execute<CarriedCharge>(sql`
    SELECT t.attempt_id AS "attemptId", t.provider_account_id AS "providerAccountId", t.book, e.account, trim_scale(sum(e.amount))::text AS carried,
      count(*) FILTER (WHERE t.event LIKE 'refund-%')::int AS refunds
    FROM ledger_tx AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
    WHERE t.generation_id = ${generationId}::uuid AND e.account IN ('generation_cost', 'undelivered_cost') AND e.currency = ${currency}
    GROUP BY 1, 2, 3, 4 HAVING sum(e.amount) > 0 ORDER BY sum(e.amount) DESC LIMIT 1`);
  return rows[0];
}

interface Recording {
  readonly parts: StartingParts;
  readonly caller: Caller;
  readonly moved: MoneyMoved;
}

interface ToPost extends Pick<Parameters<typeof ledgerRows>[0], 'providerAccountId' | 'book' | 'generationId' | 'attemptId' | 'event'> {
  readonly booked: Parameters<typeof plainPostings>[0];
  readonly row: object;
}

/** The posting first, then the row that names it. */
async function post(tx: Transaction, { parts, caller, moved }: Recording, { booked, row, ...about }: ToPost): Promise<string> {
  const [id, txId, at] = [parts.newId(), parts.newId(), parts.clock()];
  const { workspaceId } = caller;
  const dated = { serviceAt: new Date(moved.happenedAt), recordedAt: at, corrects: null, reason: moved.reference };
  const { posting, entries } = ledgerRows({ ...about, ...dated, workspaceId, postings: plainPostings(booked) }, txId);
  await tx.$client.query({
    name: 'post-plain',
    text: 'SELECT post_transaction($1, $2)',
    values: [storedJson(posting), storedJson(entries)],
  });
  const by = { recorded_by: identityOf(caller), recorded_by_name: caller.name, recorded_at: at.toISOString(), tx_id: txId };
  const said = { amount: moved.amount, currency: moved.currency, happened_at: moved.happenedAt, reference: moved.reference };
  const text = 'INSERT INTO provider_payment SELECT * FROM jsonb_populate_record(NULL::provider_payment, $1)';
  await tx.$client.query({ name: 'record-payment', text, values: [storedJson({ workspace_id: workspaceId, id, ...row, ...said, ...by })] });
  return id;
}

function moneyOf({ amount, currency }: MoneyMoved): { readonly currency: string; readonly pico: bigint } {
  const parsed = parseDecimal(amount);
  return { currency, pico: parsed.ok ? parsed.value : 0n };
}

function problemOf(moved: MoneyMoved, now: Date): Outcome<never> | undefined {
  if (moneyOf(moved).pico <= 0n) return invalid('amount', 'What was paid is more than nothing.');
  if (new Date(moved.happenedAt) > now)
    return invalid('happenedAt', 'It is recorded once it has happened: give an instant that has passed.');
  const said = moved.reference.trim();
  return said !== '' && said.length <= 500 && said.isWellFormed() && !said.includes('\0')
    ? undefined
    : invalid('reference', 'Say what proves it, such as the number of a transfer, in at most 500 characters.');
}

function invalid(field: string, message: string): Outcome<never> {
  return refused({ code: 'invalid-payment', message, path: [field] });
}
