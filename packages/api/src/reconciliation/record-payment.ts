import { accepted, formatDecimal, refused, type Outcome } from '@halfpenny/core';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { ledgerRows } from '../ledger/ledger-rows.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { storedJson } from '../platform/stored-json.ts';
import { lockRun } from './accept-statement.ts';
import { moneyOf, moneyProblem, type MoneyMoved } from './money-moved.ts';
import { payableOf } from './payable-of.ts';
import { plainPostings, type Booked } from './plain-postings.ts';
import type { StoredReconciliation } from './reconciliation.table.ts';
import type { StartingParts } from './start-reconciliation.ts';
import { stateStanding } from './state-standing.ts';
import { writePayment } from './write-payment.ts';

/** Records that an accepted statement was paid, as a whole or in part: provider_payable +p, cash_clearing −p. Its charges are paid once nothing is left. Answers with the id of the payment. */
export async function recordPayment(
  parts: StartingParts,
  caller: Caller,
  { reconciliationId, ...moved }: MoneyMoved & { readonly reconciliationId: string },
): Promise<Outcome<string>> {
  const wrong = moneyProblem(moved, parts.clock());
  if (wrong !== undefined) return wrong;
  const { workspaceId } = caller;
  return await withWorkspace(parts.database, workspaceId, async (tx): Promise<Outcome<string>> => {
    const run = await payableRun(tx, reconciliationId);
    if (!run.ok) return run;
    const { currency, pico } = moneyOf(moved);
    const left = (await payableOf(tx, run.value)).find((one) => one.currency === currency)?.left ?? 0n;
    if (pico > left) return invalid('amount', `Of that statement ${formatDecimal(left)} ${currency} is left to be paid.`);
    const booked = [
      { account: 'provider_payable', currency, pico },
      { account: 'cash_clearing', currency, pico: -pico },
    ];
    const at = parts.clock();
    const about = { event: 'statement-paid', happenedAt: moved.happenedAt, reason: moved.reference, booked };
    const txId = await postForRun(tx, run.value, { ...about, id: parts.newId(), at });
    const by = { recorded_by: identityOf(caller), recorded_by_name: caller.name, recorded_at: at.toISOString(), tx_id: txId };
    const said = { amount: moved.amount, currency, happened_at: moved.happenedAt, reference: moved.reference };
    const id = parts.newId();
    await writePayment(tx, { workspace_id: workspaceId, id, run_id: reconciliationId, ...said, ...by });
    await stateStanding(tx, run.value, { since: parts.clock() });
    return accepted(id);
  });
}

/** The reconciliation whose statement was accepted, locked. */
export async function payableRun(tx: Transaction, id: string): Promise<Outcome<StoredReconciliation>> {
  const run = isId(id) ? await lockRun(tx, id) : undefined;
  if (run?.state === 'accepted') return accepted(run);
  return refused({ code: 'run-not-found', message: 'No accepted statement of this workspace has that id.', path: ['reconciliationId'] });
}

interface ToPost {
  readonly event: string;
  /** RFC 3339. */
  readonly happenedAt: string;
  readonly reason: string;
  readonly booked: readonly Booked[];
  readonly id: string;
  readonly at: Date;
}

/** Posts what became of an accepted statement on the day it happened. Answers with its transaction. */
export async function postForRun(
  tx: Transaction,
  { workspaceId, providerAccountId, book }: StoredReconciliation,
  { event, happenedAt, reason, booked, id, at }: ToPost,
): Promise<string> {
  const about = { workspaceId, providerAccountId, book, generationId: null, attemptId: null, corrects: null };
  const dated = { event, serviceAt: new Date(happenedAt), recordedAt: at, reason };
  const { posting, entries } = ledgerRows({ ...about, ...dated, postings: plainPostings(booked) }, id);
  await tx.$client.query({
    name: 'post-plain',
    text: 'SELECT post_transaction($1, $2)',
    values: [storedJson(posting), storedJson(entries)],
  });
  return id;
}

function invalid(field: string, message: string): Outcome<never> {
  return refused({ code: 'invalid-payment', message, path: [field] });
}
