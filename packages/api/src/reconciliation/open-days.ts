import type { Transaction } from '../platform/database.ts';
import { statementDays } from '../statement/statement-days.ts';

/** Which days, as they were known when; RFC 3339. */
export interface OpenDaysAsked {
  readonly providerAccountId: string;
  readonly from: string;
  readonly until: string;
  readonly knownAt: string;
  /** The provider's lag; absent: that of the account. */
  readonly lagHours: number | undefined;
}

/** The UTC days of a period that are not final by then. A day that was brought as an invoice or a file, and never pulled, is open for its lag alone: nobody can ask for it again. */
export async function openDays(tx: Transaction, { from, until, knownAt, ...asked }: OpenDaysAsked): Promise<readonly string[]> {
  const span = { from: from.slice(0, 10), until: until.slice(0, 10), now: new Date(knownAt) };
  const days = await statementDays(tx, { ...asked, ...span, series: 'charges' });
  return days.filter(({ isFinal, isPulled, isLagging }) => !isFinal && (isPulled || isLagging)).map(({ day }) => day);
}
