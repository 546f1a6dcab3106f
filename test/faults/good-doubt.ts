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

/** What breaks each of its constraints that cannot be read from its text. */
export const doubtViolations: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'doubt_decision.approved_or_discarded': { discarded_at: '2026-12-31T12:00:00Z' },
  'doubt_decision.approved_says_by_whom': { approver_name: null },
  'doubt_decision.doubt_decision_reason_check': { reason: '' },
  'doubt_decision.only_an_estimate_has_an_amount': { usage: null },
};
