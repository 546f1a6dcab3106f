import { accepted, parseDecimal, refused, type Outcome } from '@halfpenny/core';
import { and, eq, isNull } from 'drizzle-orm';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { providerAccountTable } from '../access/provider-account.table.ts';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import { isId, type NewId } from '../platform/identifiers.ts';
import { providerPolicyTable, type StoredPolicy } from './provider-policy.table.ts';

/** What keeping policies needs from the outside. */
export interface PolicyParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Rounding as a provider declares it: to whole units of an amount. */
interface ProposedRounding {
  readonly unit: string;
  readonly level: 'line' | 'period';
  readonly mode: 'half-even' | 'half-up' | 'up' | 'down';
}

/** What somebody proposes for a provider account from a UTC day on. Amounts are decimal text. */
export interface ProposedPolicy extends Pick<
  StoredPolicy,
  'providerAccountId' | 'validFrom' | 'approvalAbove' | 'lagHours' | 'windowMinutes' | 'dayBy' | 'doubtDays' | 'reason'
> {
  readonly rounding?: ProposedRounding | null | undefined;
  readonly toleratedMost?: string | null | undefined;
}

/** Proposes how statements of an account are to be held against the ledger; it counts once another has approved it. Answers with its id. */
export async function proposePolicy(parts: PolicyParts, caller: Caller, given: ProposedPolicy): Promise<Outcome<string>> {
  const { rounding, toleratedMost, ...rest } = given;
  const wrong = problemOf(given);
  if (wrong !== undefined) return wrong;
  const { id: accountId, lentBy } = providerAccountTable;
  return await withWorkspace(parts.database, caller.workspaceId, async (tx): Promise<Outcome<string>> => {
    const owned = and(eq(accountId, given.providerAccountId), isNull(lentBy));
    const accounts = isId(given.providerAccountId) ? await tx.select({ accountId }).from(providerAccountTable).where(owned) : [];
    if (accounts.length === 0)
      return invalid(
        'providerAccountId',
        'No provider account of this workspace has that id: its owner decides how its statements are held.',
      );
    const id = parts.newId();
    await tx.insert(providerPolicyTable).values({
      ...rest,
      workspaceId: caller.workspaceId,
      id,
      toleratedMost: toleratedMost ?? null,
      roundingUnit: rounding?.unit ?? null,
      roundingLevel: rounding?.level ?? null,
      roundingMode: rounding?.mode ?? null,
      author: identityOf(caller),
      authorName: caller.name,
      proposedAt: parts.clock(),
    });
    return accepted(id);
  });
}

/** What a number may be, by the field that holds it. */
const bounds = {
  lagHours: { least: 0, most: 2160, what: 'A lag is 0 to 2,160 hours.' },
  windowMinutes: { least: 0, most: 720, what: 'A provider changes its day within 0 to 720 minutes of midnight.' },
  doubtDays: { least: 1, most: 365, what: 'A doubt is decided by a person after 1 to 365 days.' },
} as const;

function problemOf({ approvalAbove, rounding, toleratedMost, reason, ...numbers }: ProposedPolicy): Outcome<never> | undefined {
  if (!isAtLeast(approvalAbove, 0n))
    return invalid('approvalAbove', 'What needs approval begins at zero or above: give an amount that is not negative.');
  if (rounding != null && !isAtLeast(rounding.unit, 1n))
    return invalid('rounding', 'A provider rounds to a unit above zero, such as 0.01.');
  if (toleratedMost != null && !isAtLeast(toleratedMost, 0n))
    return invalid('toleratedMost', 'What is tolerated at most is an amount that is not negative; leave it out for no limit.');
  for (const field of ['lagHours', 'windowMinutes', 'doubtDays'] as const) {
    const { least, most, what } = bounds[field];
    if (numbers[field] < least || numbers[field] > most) return invalid(field, what);
  }
  const said = reason.trim();
  return said !== '' && reason.length <= 2000 && reason.isWellFormed() && !reason.includes('\0')
    ? undefined
    : invalid('reason', 'A policy has a reason of 1 to 2,000 characters: what the provider says, and where.');
}

function isAtLeast(amount: string, least: bigint): boolean {
  const parsed = parseDecimal(amount);
  return parsed.ok && parsed.value >= least;
}

function invalid(field: string, message: string): Outcome<never> {
  return refused({ code: 'invalid-policy', message, path: [field] });
}
