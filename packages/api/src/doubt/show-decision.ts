import { formatDecimal } from '@halfpenny/core';
import { picoOf } from '../platform/stored-amount.ts';
import type { StoredDecision } from './doubt-decision.table.ts';
import { DoubtDecisionType } from './doubt-decision.type.ts';

/** A decision as GraphQL shows it. */
export function showDecision(decision: StoredDecision): DoubtDecisionType {
  const { amount, currency, usage, authorName, proposedAt, approverName, approvedAt, discardedAt, ...rest } = decision;
  return Object.assign(new DoubtDecisionType(), {
    ...rest,
    amount: amount === null ? null : { amount: formatDecimal(picoOf(amount)), currency },
    usage: Object.entries(usage ?? {}).map(([meter, quantity]) => ({ meter, quantity })),
    state: approvedAt !== null ? 'approved' : discardedAt === null ? 'proposed' : 'discarded',
    proposedBy: authorName,
    proposedAt: proposedAt.toISOString(),
    approvedBy: approverName,
    approvedAt: approvedAt?.toISOString() ?? null,
  });
}
