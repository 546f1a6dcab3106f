import type { RouteLocationRaw } from 'vue-router';
import { ageText } from '../charge-queues/queue-words.ts';
import type { FinanceWorkQuery, MoneyBook } from '../generated/graphql.ts';
import { writeDay, writeMonth } from '../time/utc-day.ts';

/** Something that waits for a person: how much of it, since when, and where it is done. */
export interface Waiting {
  readonly label: string;
  /** Null: it is a state, not a number. */
  readonly count: number | null;
  readonly note: string;
  readonly to: RouteLocationRaw;
  /** Whether it is more than usual that it waits. */
  readonly isUrgent?: boolean;
}

/** How long something has waited, seen from an instant: "oldest 3 days"; "nothing waits" since no time. */
export function oldestText(since: string | null | undefined, now: string): string {
  if (since === null || since === undefined) return 'nothing waits';
  const seconds = Math.floor((Date.parse(now) - Date.parse(since)) / 1000);
  return seconds < 60 ? 'just now' : `oldest ${ageText(seconds)}`;
}

/** Statements and reconciliations: what is not stated, not held against the ledger, not accepted, not decided, not approved. */
export function statementRows({ reconciliationQueue: queue, statementGaps }: FinanceWorkQuery, now: string): readonly Waiting[] {
  const sum = (of: 'late' | 'notStated' | 'notFinal') => statementGaps.reduce((total, gaps) => total + gaps[of], 0);
  const [late, soon, open] = [sum('late'), sum('notStated') - sum('late'), sum('notFinal')];
  const since = statementGaps.flatMap((gaps) => gaps.since ?? []).toSorted()[0];
  const statements = { name: 'statements' };
  const runs = { name: 'reconciliations' };
  return [
    {
      label: 'Days not stated in time',
      count: late,
      note:
        late > 0
          ? `not final since ${writeDay(since ?? now)}`
          : soon > 0
            ? `${daysText(soon)} still to be stated in time`
            : 'every day is stated',
      to: statements,
      isUrgent: late > 0,
    },
    { label: 'Days not final', count: open, note: open > 0 && since ? `since ${writeDay(since)}` : 'nothing waits', to: statements },
    { label: 'Statements to reconcile', count: queue.toReconcile, note: oldestText(queue.toReconcileSince, now), to: runs },
    { label: 'Statements to accept', count: queue.toAccept, note: oldestText(queue.toAcceptSince, now), to: runs },
    { label: 'Differences to decide', count: queue.open, note: oldestText(queue.openSince, now), to: runs },
    { label: 'Decisions to approve', count: queue.toApprove, note: oldestText(queue.toApproveSince, now), to: runs },
  ];
}

const states = { OPEN: 'open', SOFT_CLOSED: 'closed softly', HARD_CLOSED: 'closed' } as const;

/** Months that are closed one after the other: more of them than this say no more than how many there are. */
const monthsMost = 3;

/** How far months are on their way to their close: those that are over and not closed for ever, the earliest first; the last closed one where there is none. */
export function closeRows(
  { accountingPeriods }: Pick<FinanceWorkQuery, 'accountingPeriods'>,
  book: MoneyBook,
  today: string,
): readonly Waiting[] {
  const over = accountingPeriods.filter(({ month }) => month < today.slice(0, 7)).toSorted((a, b) => (a.month < b.month ? -1 : 1));
  const waiting = over.filter(({ state }) => state !== 'HARD_CLOSED');
  const shown = waiting.length > 0 ? waiting : over.slice(-1);
  const query = book === 'SIMULATED' ? { book: 'simulated' } : {};
  const named = shown.length > monthsMost ? shown.slice(0, monthsMost - 1) : shown;
  const rows = named.map(({ month, state }) => ({
    label: `Close of ${writeMonth(month)}`,
    count: null,
    note: states[state],
    to: { name: 'close-month', params: { month }, query },
  }));
  const later = {
    label: 'Months to close after these',
    count: shown.length - named.length,
    note: 'one after the other',
    to: { name: 'closes', query },
  };
  return later.count > 0 ? [...rows, later] : rows;
}

/** "1 day", "3 days". */
function daysText(days: number): string {
  return `${days} ${days === 1 ? 'day' : 'days'}`;
}
