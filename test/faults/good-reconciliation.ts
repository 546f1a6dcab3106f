import { defaultWorkspace } from '../world/sample-generation.ts';

/** A good row in each table of reconciliations, and what breaks those of their constraints that cannot be read from their text. */
const at = '2026-11-20T12:00:00Z';
const id = '01890000-0000-7000-8000-00000000002e';
const by = { started_by: 'name:Ada', started_by_name: 'Ada', created_at: at };
const pinned = { versions: {}, policy: {}, approval_above: 0, engine_version: 'core', known_at: at, hash: '0'.repeat(64), result: {} };
const counted = { lines: 1, charges: 1, items: 1, reconciled_at: at, step: 'done' };
const accepted = { state: 'accepted', accepted_by: 'name:Ada', accepted_by_name: 'Ada', accepted_at: at };
const two = { author: 'name:Ada', author_name: 'Ada', proposed_at: at, approver: 'name:Bob', approver_name: 'Bob', approved_at: at };
const money = { currency: 'USD', amount: 1 };
const found = {
  part: 'rate',
  cause: 'price',
  class: 'open',
  posted_before: 0,
  differences: [{}],
  alternatives: [],
  lines: [],
  charges: [],
};

const paid = { happened_at: at, reference: 'Transfer 7', recorded_by: 'name:Ada', recorded_by_name: 'Ada', recorded_at: at };
const invoiced = {
  invoiced_currency: 'EUR',
  invoiced_amount: 0.92,
  rate: 0.92,
  rate_source: 'The invoice.',
  invoiced_at: at,
  reference: 'Invoice 7',
  recorded_by: 'name:Ada',
  recorded_by_name: 'Ada',
  recorded_at: at,
};
const policy = {
  valid_from: '2026-10-01',
  approval_above: 100,
  rounding_unit: 0.01,
  rounding_level: 'line',
  rounding_mode: 'up',
  tolerated_most: 1,
  lag_hours: 72,
  window_minutes: 10,
  day_by: 'end',
  doubt_days: 30,
  reason: 'Their terms.',
  ...two,
};

/** The rows, each with its table; all but the workspace. */
export function reconciliationRows(account: string, txId: string, chargeId: string): readonly (readonly [string, object])[] {
  const period = { provider_account_id: account, book: 'simulated', period_from: '2026-10-01', period_until: '2026-11-01' };
  const decided = {
    decision: 'accept',
    cause: 'price',
    reason: 'Looked at.',
    attachments: [],
    at_stake: 1,
    needs_approval: true,
    state: 'done',
  };
  return [
    ['provider_policy', { id, provider_account_id: account, ...policy }],
    ['reconciliation_run', { id, ...period, ...pinned, ...counted, ...accepted, ...by }],
    ['item_resolution', { id, run_id: id, ...decided, ...money, ...two, tx_id: txId }],
    [
      'attachment',
      { sha256: '0'.repeat(64), file_name: 'mail.eml', bytes: 1, brought_by: 'name:Ada', brought_by_name: 'Ada', brought_at: at },
    ],
    ['reconciliation_charge', { run_id: id, charge_id: chargeId, used_by: defaultWorkspace, is_covered: true }],
    ['charge_standing', { charge_id: chargeId, number: 1, standing: 'stated', run_id: id, stands_since: at }],
    ['provider_payment', { id, run_id: id, ...money, ...paid, tx_id: txId }],
    ['currency_invoice', { id, run_id: id, ...money, ...invoiced, tx_id: txId }],
    ['reconciliation_item', { run_id: id, number: 1, item_key: 'a', ...money, ...found, state: 'resolved', resolution_id: id }],
  ];
}

/** What breaks each of their constraints that cannot be read from its text. */
export const reconciliationViolations: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'attachment.attachment_file_name_check': { file_name: '' },
  'attachment.attachment_sha256_check': { sha256: 'no hash' },
  'provider_payment.a_statement_is_paid_or_a_charge_refunded': { run_id: null },
  'provider_payment.provider_payment_reference_check': { reference: '' },
  'provider_policy.a_rounding_is_declared_whole': { rounding_unit: null },
  'provider_policy.approved_says_by_whom': { approver_name: null },
  'provider_policy.approved_or_discarded': { discarded_at: at },
  'provider_policy.provider_policy_reason_check': { reason: '' },
  'currency_invoice.currency_invoice_rate_source_check': { rate_source: '' },
  'currency_invoice.currency_invoice_reference_check': { reference: '' },
  'currency_invoice.invoiced_in_another_currency': { invoiced_currency: 'USD' },
  'item_resolution.approved_by_another': { approver: 'name:Ada' },
  'item_resolution.approved_says_by_whom': { approver_name: null },
  'item_resolution.item_resolution_reason_check': { reason: '' },
  'item_resolution.money_that_moves_is_in_the_ledger': { tx_id: null },
  'item_resolution.what_needs_approval_has_it': { approver: null, approver_name: null, approved_at: null },
  'reconciliation_item.decided_by_a_resolution': { resolution_id: null },
  'reconciliation_item.reconciliation_item_differences_check': { differences: [] },
  'reconciliation_run.accepted_says_by_whom': { accepted_by: null },
  'reconciliation_run.failed_says_why': { failure: 'It broke.' },
  'reconciliation_run.reconciled_says_what_it_is_made_of': { result: null },
  'reconciliation_run.reconciliation_run_check': { period_until: '2026-09-01' },
  'reconciliation_run.reconciliation_run_hash_check': { hash: 'no hash' },
};
