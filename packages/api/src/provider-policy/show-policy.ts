import { formatDecimal } from '@halfpenny/core';
import { picoOf } from '../platform/stored-amount.ts';
import type { StoredPolicy } from './provider-policy.table.ts';
import { ProviderPolicyType } from './provider-policy.type.ts';

/** A policy as GraphQL shows it. */
export function showPolicy(policy: StoredPolicy): ProviderPolicyType {
  const { roundingUnit: unit, roundingLevel: level, roundingMode: mode, toleratedMost, ...rest } = policy;
  return Object.assign(new ProviderPolicyType(), {
    ...rest,
    approvalAbove: trimmed(policy.approvalAbove),
    rounding: unit === null || level === null || mode === null ? null : { unit: trimmed(unit), level, mode },
    toleratedMost: toleratedMost === null ? null : trimmed(toleratedMost),
    state: stateOf(policy),
    proposedBy: policy.authorName,
    approvedBy: policy.approverName,
  });
}

function stateOf({ approvedAt, discardedAt }: StoredPolicy): string {
  if (approvedAt !== null) return 'approved';
  return discardedAt === null ? 'proposed' : 'discarded';
}

function trimmed(amount: string): string {
  return formatDecimal(picoOf(amount));
}
