import { describe, expect, it } from 'vitest';
import type { PolicyFieldsFragment } from '../generated/graphql.ts';
import { draftFrom, policyInput, unreadableNumber } from './policy-draft.ts';
import { policyFacts } from './policy-words.ts';

const policy: PolicyFieldsFragment = {
  id: null,
  state: 'USUAL',
  validFrom: '2026-10-01',
  approvalAbove: '100',
  rounding: null,
  toleratedMost: null,
  lagHours: 72,
  windowMinutes: 10,
  dayBy: 'START',
  doubtDays: 30,
  reason: 'No policy was approved.',
  proposedBy: null,
  proposedAt: null,
  approvedBy: null,
  approvedAt: null,
};
const cents = { unit: '0.01', level: 'LINE', mode: 'HALF_UP' } as const;

describe('A policy', () => {
  it('is told in words, each number with what it counts', () => {
    expect(policyFacts(policy).map(({ about, says }) => `${about} ${says}`)).toEqual([
      'A second person decides above 100',
      'The provider rounds nothing, as far as it says',
      'Tolerated sums are opened again after three periods on one side',
      'A day may change for 72 hours after it has ended',
      'The provider changes its day within 10 minutes of midnight, UTC, by when a call begins',
      'A person decides on a doubt after 30 days',
    ]);
    const [, rounds, tolerated, , , doubts] = policyFacts({ ...policy, rounding: cents, toleratedMost: '0.5', doubtDays: 1 });
    expect([rounds?.says, tolerated?.says, doubts?.says]).toEqual([
      'each line to whole 0.01, to the nearest, halves up',
      'above 0.5, or after three periods on one side',
      'after 1 day',
    ]);
  });

  it('begins from the one that holds, and is sent as it was typed; no unit is no rounding', () => {
    const draft = { ...draftFrom(policy, '2026-11-01'), approvalAbove: ' 25.5 ', reason: ' Invoice of October ' };
    expect(policyInput(draft, 'account')).toEqual({
      providerAccountId: 'account',
      validFrom: '2026-11-01',
      approvalAbove: '25.5',
      rounding: null,
      toleratedMost: null,
      lagHours: 72,
      windowMinutes: 10,
      dayBy: 'START',
      doubtDays: 30,
      reason: 'Invoice of October',
    });
    const rounded = draftFrom({ ...policy, rounding: cents, toleratedMost: '0.5' }, '2026-11-01');
    expect(policyInput(rounded, 'account')).toMatchObject({ rounding: cents, toleratedMost: '0.5' });
  });

  it('names the number that is none', () => {
    expect(unreadableNumber(draftFrom(policy, '2026-11-01'))).toBeUndefined();
    expect(unreadableNumber({ ...draftFrom(policy, '2026-11-01'), windowMinutes: 'ten' })).toBe('windowMinutes');
    expect(unreadableNumber({ ...draftFrom(policy, '2026-11-01'), doubtDays: '1.5' })).toBe('doubtDays');
  });
});
