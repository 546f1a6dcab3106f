import type { PolicyFieldsFragment } from '../generated/graphql.ts';

/** One thing that a policy says: what it is about, and what it says of it. */
export interface PolicyFact {
  readonly about: string;
  readonly says: string;
}

const modes = {
  HALF_EVEN: 'to the nearest, halves to the even one',
  HALF_UP: 'to the nearest, halves up',
  UP: 'always up',
  DOWN: 'always down',
};

/** How ways of rounding are offered. */
export const roundingModes = Object.entries(modes).map(([value, label]) => ({ value, label }));

/** What a policy says, in words: "Rounding: each line to whole 0.01, halves up". */
export function policyFacts(policy: PolicyFieldsFragment): readonly PolicyFact[] {
  const { rounding, toleratedMost, lagHours, windowMinutes, doubtDays } = policy;
  return [
    { about: 'A second person decides', says: `above ${policy.approvalAbove}` },
    {
      about: 'The provider rounds',
      says: rounding
        ? `${rounding.level === 'LINE' ? 'each line' : 'the sum of a period'} to whole ${rounding.unit}, ${modes[rounding.mode]}`
        : 'nothing, as far as it says',
    },
    {
      about: 'Tolerated sums are opened again',
      says: toleratedMost == null ? 'after three periods on one side' : `above ${toleratedMost}, or after three periods on one side`,
    },
    { about: 'A day may change for', says: `${counted(lagHours, 'hour')} after it has ended` },
    {
      about: 'The provider changes its day',
      says: `within ${counted(windowMinutes, 'minute')} of midnight, UTC, by when a call ${policy.dayBy === 'START' ? 'begins' : 'ends'}`,
    },
    { about: 'A person decides on a doubt', says: `after ${counted(doubtDays, 'day')}` },
  ];
}

function counted(count: number, unit: string): string {
  return `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`;
}
