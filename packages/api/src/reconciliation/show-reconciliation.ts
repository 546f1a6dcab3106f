import { formatDecimal } from '@halfpenny/core';
import { picoOf } from '../platform/stored-amount.ts';
import { ItemResolutionType, ReconciliationItemType } from './reconciliation-item.type.ts';
import type { StoredItem, StoredReconciliation, StoredResolution } from './reconciliation.table.ts';
import { ReconciliationType } from './reconciliation.type.ts';
import type { StoredVariance } from './stored-result.ts';

/** A run as GraphQL shows it. */
export function showReconciliation(run: StoredReconciliation): ReconciliationType {
  const {
    id,
    providerAccountId,
    book,
    state,
    step,
    lines,
    charges,
    engineVersion,
    hash,
    repeats,
    createdAt,
    reconciledAt,
    acceptedAt,
    failure,
  } = run;
  const { result } = run;
  return Object.assign(new ReconciliationType(), {
    id,
    providerAccountId,
    book,
    state,
    step,
    lines,
    charges,
    engineVersion,
    hash,
    repeats,
    createdAt,
    reconciledAt,
    acceptedAt,
    failure,
    from: run.periodFrom,
    until: run.periodUntil,
    itemCount: run.items,
    knownAt: run.knownAt === null ? null : new Date(run.knownAt),
    policyId: run.policy.id ?? null,
    approvalAbove: trimmed(run.approvalAbove),
    statementVersion: run.versions.charges ?? null,
    bridge: (result?.currencies ?? []).map(showBridge),
    matches: (result?.matches ?? []).map(({ stated, currency, ...match }) => ({ ...match, stated: { amount: stated, currency } })),
    doubts: (result?.doubts ?? []).map(({ amount, currency, ...doubt }) => ({ ...doubt, amount: { amount, currency } })),
    midnights: [...(result?.midnights ?? [])],
    unmapped: [...(result?.unmapped ?? [])],
    startedBy: run.startedByName,
    acceptedBy: run.acceptedByName,
  });
}

function showBridge({ currency, recorded, stated, variance, covered, tolerated, residue, lines, parts }: StoredVariance) {
  const money = (amount: string) => ({ amount, currency });
  const amounts = {
    recorded: money(recorded),
    stated: money(stated),
    variance: money(variance),
    covered: money(covered),
    tolerated: money(tolerated),
  };
  return { currency, ...amounts, residue, lines, parts: parts.map(({ part, amount }) => ({ part, amount: money(amount) })) };
}

/** An item as GraphQL shows it. */
export function showItem(item: StoredItem): ReconciliationItemType {
  const { number, part, cause, currency, differences, alternatives, state, resolutionId } = item;
  return Object.assign(new ReconciliationItemType(), {
    number,
    part,
    cause,
    differences: [...differences],
    alternatives: [...alternatives],
    state,
    resolutionId,
    tolerated: item.class === 'tolerated',
    amount: { amount: trimmed(item.amount), currency },
    lineIds: item.lines,
    chargeIds: item.charges,
  });
}

/** A resolution as GraphQL shows it. */
export function showResolution(resolution: StoredResolution): ItemResolutionType {
  const { id, decision, state, cause, reason, attachments, currency, needsApproval, proposedAt } = resolution;
  return Object.assign(new ItemResolutionType(), {
    id,
    decision,
    state,
    cause,
    reason,
    attachments: attachments.map((file) => ({ ...file, url: `/attachments/${file.sha256}` })),
    needsApproval,
    proposedAt,
    amount: { amount: trimmed(resolution.amount), currency },
    author: resolution.authorName,
    approver: resolution.approverName,
    transactionId: resolution.txId,
  });
}

function trimmed(amount: string): string {
  return formatDecimal(picoOf(amount));
}
