import { expect, it } from 'vitest';
import { closeRows, statementRows } from './waiting-rows.ts';

const now = '2026-11-20T12:00:00Z';
const none = {
  toReconcile: 0,
  toReconcileSince: null,
  toAccept: 0,
  toAcceptSince: null,
  open: 0,
  openSince: null,
  toApprove: 0,
  toApproveSince: null,
};

it('What waits of statements says how many, and since when the oldest does', () => {
  const rows = statementRows(
    {
      reconciliationQueue: { ...none, open: 12, openSince: '2026-11-17T11:00:00Z' },
      statementGaps: [
        { providerAccountId: 'a', notStated: 4, late: 1, notFinal: 2, since: '2026-11-14' },
        { providerAccountId: 'b', notStated: 0, late: 0, notFinal: 0, since: null },
      ],
      lineItemMap: { edges: [] },
      accountingPeriods: [],
    },
    now,
  );
  expect(rows.map(({ label, count, note }) => [label, count, note])).toEqual([
    ['Days not stated in time', 1, 'not final since 14 Nov 2026'],
    ['Days not final', 2, 'since 14 Nov 2026'],
    ['Statements to reconcile', 0, 'nothing waits'],
    ['Statements to accept', 0, 'nothing waits'],
    ['Differences to decide', 12, 'oldest 3 days'],
    ['Decisions to approve', 0, 'nothing waits'],
  ]);
});

it('Every month that is over and not closed is named, the earliest first', () => {
  const periods = [
    { month: '2026-11', state: 'OPEN' as const },
    { month: '2026-10', state: 'OPEN' as const },
    { month: '2026-09', state: 'SOFT_CLOSED' as const },
    { month: '2026-08', state: 'HARD_CLOSED' as const },
  ];
  const told = (some: typeof periods) =>
    closeRows({ accountingPeriods: some }, 'REAL', now.slice(0, 10)).map(({ label, note }) => [label, note]);
  expect(told(periods)).toEqual([
    ['Close of Sep 2026', 'closed softly'],
    ['Close of Oct 2026', 'open'],
  ]);
  expect(told(periods.slice(3))).toEqual([['Close of Aug 2026', 'closed']]);
  const year = ['01', '02', '03', '04', '05'].map((number) => ({ month: `2026-${number}`, state: 'OPEN' as const }));
  expect(closeRows({ accountingPeriods: year }, 'REAL', now.slice(0, 10)).map(({ label, count }) => [label, count])).toEqual([
    ['Close of Jan 2026', null],
    ['Close of Feb 2026', null],
    ['Months to close after these', 3],
  ]);
});
