/** A good row of a decision on a doubt; all but its ids. */
export const doubtDecision = {
  outcome: 'estimated',
  usage: { image_output: '129' },
  currency: 'USD',
  amount: 0.00387,
  reason: 'Nobody answers.',
  author: 'name:Ada',
  author_name: 'Ada',
  proposed_at: '2026-12-31T12:00:00Z',
  approver: 'name:Bob',
  approver_name: 'Bob',
  approved_at: '2026-12-31T12:00:00Z',
};

/** A good row of a refund; all but its ids. */
export const refund = {
  kind: 'provider',
  currency: 'USD',
  amount: 1,
  happened_at: '2026-11-20T12:00:00Z',
  reference: 'Credit note 7',
  state: 'recorded',
  author: 'name:Ada',
  author_name: 'Ada',
  created_at: '2026-11-20T12:00:00Z',
};

/** What breaks each of their constraints that cannot be read from its text. */
export const doubtViolations: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'doubt_decision.approved_or_discarded': { discarded_at: '2026-12-31T12:00:00Z' },
  'doubt_decision.approved_says_by_whom': { approver_name: null },
  'doubt_decision.doubt_decision_reason_check': { reason: '' },
  'refund.decided_says_by_whom': { decided_by: 'name:Ben' },
  'refund.recorded_is_in_the_ledger': { tx_id: null },
  'refund.refund_reference_check': { reference: '' },
  'doubt_decision.only_an_estimate_has_an_amount': { usage: null },
};
