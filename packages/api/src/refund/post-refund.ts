import { invariant } from '@halfpenny/core';
import { ledgerRows } from '../ledger/ledger-rows.ts';
import type { Transaction } from '../platform/database.ts';
import { picoOf } from '../platform/stored-amount.ts';
import { storedJson } from '../platform/stored-json.ts';
import { plainPostings } from '../reconciliation/plain-postings.ts';
import { writePayment } from '../reconciliation/write-payment.ts';
import type { StartingParts } from '../reconciliation/start-reconciliation.ts';
import type { StoredRefund } from './refund.table.ts';
import { standingCharge } from './standing-charge.ts';

/**
 * Posts a refund as a link of the chain of its charge. Of a provider: provider_payable +r and the cost −r, with a payment that says so; of a sale: revenue_refund +s and
 * workspace_credit −s. Answers with its transaction.
 */
export async function postRefund(tx: Transaction, parts: StartingParts, refund: StoredRefund): Promise<string> {
  const { kind, workspaceId, generationId, currency, amount, reference, happenedAt } = refund;
  const charge = await standingCharge(tx, refund);
  invariant(charge !== undefined, 'What is refunded stands at something.');
  const { attemptId, providerAccountId, book, last, postings } = charge;
  const [to, from] = kind === 'provider' ? ['provider_payable', charge.account] : ['revenue_refund', 'workspace_credit'];
  const [id, at, pico] = [parts.newId(), parts.clock(), picoOf(amount)];
  const booked = [
    { account: to, currency, pico },
    { account: from, currency, pico: -pico },
  ];
  const about = { workspaceId, providerAccountId, book, generationId, attemptId, event: `${kind}-refund-${postings}`, corrects: last };
  const dated = { serviceAt: happenedAt, recordedAt: at, reason: reference };
  const { posting, entries } = ledgerRows({ ...about, ...dated, postings: plainPostings(booked) }, id);
  await tx.$client.query({
    name: 'post-plain',
    text: 'SELECT post_transaction($1, $2)',
    values: [storedJson(posting), storedJson(entries)],
  });
  if (kind === 'provider') {
    const said = { amount, currency, happened_at: happenedAt.toISOString(), reference };
    const by = { recorded_by: refund.author, recorded_by_name: refund.authorName, recorded_at: at.toISOString() };
    await writePayment(tx, { workspace_id: workspaceId, id: refund.id, charge_id: attemptId, ...said, ...by, tx_id: id });
  }
  return id;
}
