import { accepted, formatDecimal, refused, type Outcome } from '@halfpenny/core';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { withWorkspace } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import { isCurrency, isSaid, moneyOf, moneyProblem, type MoneyMoved } from './money-moved.ts';
import { payableOf } from './payable-of.ts';
import { payableRun, postForRun } from './record-payment.ts';
import type { StartingParts } from './start-reconciliation.ts';

/** What of an accepted statement was invoiced in another currency. The amount is that of the usage. */
export interface InvoicedElsewhere extends MoneyMoved {
  readonly reconciliationId: string;
  readonly invoiced: { readonly amount: string; readonly currency: string };
  /** Units of the invoice for one of the usage, as stated: decimal text. */
  readonly rate: string;
  /** Where the rate is stated. */
  readonly rateSource: string;
}

/**
 * Records that usage of u was invoiced as v in another currency: provider_payable +u and currency_trading −u in its own, currency_trading +v and provider_payable −v in the other. The rate that
 * was stated is kept with its source; nothing is computed by it, and matching never converts. Answers with its id.
 * Example: 440.40 USD invoiced as 405.17 EUR at 0.92 leaves 405.17 EUR to be paid.
 */
export async function invoiceInCurrency(parts: StartingParts, caller: Caller, given: InvoicedElsewhere): Promise<Outcome<string>> {
  const at = parts.clock();
  const wrong = moneyProblem(given, at) ?? problemOf(given);
  if (wrong !== undefined) return wrong;
  const { workspaceId } = caller;
  return await withWorkspace(parts.database, workspaceId, async (tx): Promise<Outcome<string>> => {
    const run = await payableRun(tx, given.reconciliationId);
    if (!run.ok) return run;
    const [usage, invoiced] = [moneyOf(given), moneyOf(given.invoiced)];
    const left = (await payableOf(tx, run.value)).find(({ currency }) => currency === usage.currency)?.left ?? 0n;
    if (usage.pico > left) return invalid('amount', `Of that statement ${formatDecimal(left)} ${usage.currency} is left to be paid.`);
    const booked = [
      { account: 'provider_payable', ...usage },
      { account: 'currency_trading', currency: usage.currency, pico: -usage.pico },
      { account: 'currency_trading', ...invoiced },
      { account: 'provider_payable', currency: invoiced.currency, pico: -invoiced.pico },
    ];
    const { happenedAt, reference, rate, rateSource } = given;
    const txId = await postForRun(tx, run.value, {
      event: 'invoiced-in-currency',
      happenedAt,
      reason: reference,
      booked,
      id: parts.newId(),
      at,
    });
    const amounts = {
      amount: given.amount,
      currency: given.currency,
      invoiced_amount: given.invoiced.amount,
      invoiced_currency: invoiced.currency,
    };
    const by = { recorded_by: identityOf(caller), recorded_by_name: caller.name, recorded_at: at.toISOString(), tx_id: txId };
    const said = { rate, rate_source: rateSource.trim(), invoiced_at: happenedAt, reference: reference.trim() };
    const id = parts.newId();
    const row = { workspace_id: workspaceId, id, run_id: run.value.id, ...amounts, ...said, ...by };
    const text = 'INSERT INTO currency_invoice SELECT * FROM jsonb_populate_record(NULL::currency_invoice, $1)';
    await tx.$client.query({ name: 'invoice-in-currency', text, values: [storedJson(row)] });
    return accepted(id);
  });
}

function problemOf({ currency, invoiced, rate, rateSource }: InvoicedElsewhere): Outcome<never> | undefined {
  if (moneyOf(invoiced).pico <= 0n) return invalid('invoiced', 'What was invoiced is more than nothing.');
  if (!isCurrency(invoiced.currency) || invoiced.currency === currency)
    return invalid('invoiced', 'It is invoiced in another currency than that of the usage, in capital letters: EUR.');
  if (moneyOf({ amount: rate, currency }).pico <= 0n)
    return invalid('rate', 'A rate is above zero: so many units of the invoice for one of the usage.');
  return isSaid(rateSource)
    ? undefined
    : invalid('rateSource', 'Say where the rate is stated, such as the line of the invoice, in at most 500 characters.');
}

function invalid(field: string, message: string): Outcome<never> {
  return refused({ code: 'invalid-payment', message, path: [field] });
}
