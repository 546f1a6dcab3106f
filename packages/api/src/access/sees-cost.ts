import type { Caller } from './caller.ts';
import { identityOf } from './caller-identity.ts';
import type { Role } from './role.ts';

const seeing: readonly Role[] = ['operator', 'finance', 'auditor', 'admin'];

/** Whether a caller may see what providers take: cost entries, costs, and so the margin. All others see what they are charged. */
export function seesCost({ roles }: Pick<Caller, 'roles'>): boolean {
  return seeing.some((role) => roles.has(role));
}

/** Something with figures of cost that somebody decides on. */
export interface PutToDecision {
  /** Whether it waits for a decision now. */
  readonly waits: boolean;
  /** Who has decided on it as it stands. */
  readonly deciders: readonly string[];
}

/**
 * Whether a caller may see the figures of something that is decided on: whoever sees costs, and of all others an approver, while it waits for a decision, and afterwards if the decision was
 * theirs. So nobody approves blind, and an approver reads no other cost. This is the one place that says so.
 */
export function seesFigures(caller: Caller, { waits, deciders }: PutToDecision): boolean {
  return seesCost(caller) || (caller.roles.has('approver') && (waits || deciders.includes(identityOf(caller))));
}
