import type { AccrualBasis, ChecklistFieldsFragment } from '../generated/graphql.ts';

/** What doubts can be accrued at, as a controller reads it. */
export const accrualWords: Readonly<Record<AccrualBasis, { readonly label: string; readonly meaning: string }>> = {
  EXPECTED: { label: 'Expected', meaning: 'what their quotes expected' },
  CEILING: { label: 'Ceiling', meaning: 'the most they can have cost' },
  MEASURED: { label: 'Measured', meaning: 'what was expected, times the share of earlier doubts that were billed' },
};

/** The bases that can be taken, to choose among: one that cannot be taken in some currency is not offered. */
export function basesOf(accruals: ChecklistFieldsFragment['accruals']) {
  const taken = (basis: AccrualBasis) => accruals.filter((each) => each.basis === basis).every(({ unavailable }) => unavailable == null);
  return (Object.keys(accrualWords) as AccrualBasis[])
    .filter(taken)
    .map((value) => ({ value, label: accrualWords[value].label, hint: accrualWords[value].meaning }));
}
