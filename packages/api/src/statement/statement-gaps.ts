import type { Transaction } from '../platform/database.ts';
import { listAccounts } from './read-statements.ts';
import { statementDays, type StatementDay } from './statement-days.ts';

/** The days of an account that its provider is not through with. */
export interface StatementGaps {
  readonly providerAccountId: string;
  /** Over, and nothing stated of them since. */
  readonly notStated: number;
  /** Those of them of which the provider's lag has passed. */
  readonly late: number;
  /** Stated and not final. */
  readonly notFinal: number;
  /** The earliest that is not final; null: all are. */
  readonly since: string | null;
}

const dayMilliseconds = 86_400_000;
const hourMilliseconds = 3_600_000;
const daysBack = 62;

/** The gaps of every account that the workspace owns, over the last 62 days that are over, from the day on which the account was first used. */
export async function statementGaps(
  tx: Transaction,
  { book, now }: { readonly book: 'real' | 'simulated'; readonly now: Date },
): Promise<readonly StatementGaps[]> {
  const accounts = (await listAccounts(tx)).filter((account) => account.book === book && account.lentBy === null);
  const until = dayOf(now.getTime());
  const gaps: StatementGaps[] = [];
  for (const { id, createdAt, lagHours } of accounts) {
    const from = dayOf(Math.max(now.getTime() - daysBack * dayMilliseconds, createdAt.getTime()));
    const days = from < until ? await statementDays(tx, { providerAccountId: id, series: 'charges', from, until, now }) : [];
    gaps.push(gapsOf(id, days, now.getTime() - lagHours * hourMilliseconds));
  }
  return gaps;
}

/** `lagged`: a day that ended by then is late where nothing is stated of it. */
function gapsOf(providerAccountId: string, days: readonly StatementDay[], lagged: number): StatementGaps {
  const notStated = days.filter(({ observations }) => observations === 0);
  return {
    providerAccountId,
    notStated: notStated.length,
    late: notStated.filter(({ day }) => Date.parse(day) + dayMilliseconds <= lagged).length,
    notFinal: days.filter(({ observations, isFinal }) => observations > 0 && !isFinal).length,
    since: days.find(({ isFinal }) => !isFinal)?.day ?? null,
  };
}

function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
